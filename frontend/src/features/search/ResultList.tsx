import { t } from '@/i18n/t'
import type { Direction } from '@/api/types'
import type { Person } from '@/door/types'
import { Icon } from '@/ui/Icon'
import { PassTag } from '@/ui/Tags'

import { actionWords, partyWords, type Row } from './rows'

interface ResultListProps {
  rows: readonly Row[]
  direction: Direction
  canTake: boolean
  onTake: (people: readonly Person[]) => void
}

export function ResultList({ rows, direction, canTake, onTake }: ResultListProps) {
  if (rows.length === 0) return null
  return (
    <ol className="results">
      {rows.map((row) => (
        <li key={row.person.id} className="result">
          <div className="result-who">
            <p className="result-name">
              {row.person.name}
              {(row.person.attention || row.person.note !== '') && (
                <span className="result-attention">
                  <Icon name="warning" size={16} />
                  {row.person.attention ? t('Attention') : t('Note')}
                </span>
              )}
            </p>
            <p className="result-details">
              <PassTag name={row.person.passType.name} colour={row.person.passType.colour} />
              <span>{row.person.company}</span>
              <strong className={`result-state result-${row.tone}`}>{row.words}</strong>
            </p>
          </div>
          {row.action !== null && (
            <button
              type="button"
              data-stop
              className={`button result-action${row.action === 'go' ? ' button-primary' : ''}`}
              disabled={!canTake}
              onClick={() => onTake([row.person])}
            >
              {actionWords(row.action, direction)}
              <span className="visually-hidden"> {row.person.name}</span>
            </button>
          )}
          {row.party !== null && (
            <button
              type="button"
              data-stop
              className="button result-party"
              disabled={!canTake}
              onClick={() => onTake(row.party?.missing ?? [])}
            >
              <span>
                {partyWords(row.party, direction)}
                <span className="result-party-names">
                  {row.party.missing.map(({ name }) => name).join(t(', |between names'))}
                </span>
              </span>
            </button>
          )}
        </li>
      ))}
    </ol>
  )
}
