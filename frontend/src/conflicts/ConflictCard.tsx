import { t } from '@/i18n/t'
import './conflicts.css'

import { useId, useState } from 'react'

import type { Conflict, ConflictOutcome } from '@/api/types'
import { formatDay, formatMoment, formatSeconds } from '@/format/time'
import { describe, type Failure } from '@/http/result'
import { Icon } from '@/ui/Icon'
import { PassTag } from '@/ui/Tags'

import { headlineOf, OUTCOME_WORDS, OUTCOMES, whoOf } from './conflictWords'
import type { Settle } from './settle'

interface ConflictCardProps {
  conflict: Conflict
  zone: string
  settle: Settle
}

/** Who was let in against the list, where and when; and the three things that can have become of it. */
export function ConflictCard({ conflict, zone, settle }: ConflictCardProps) {
  const id = useId()
  const { registrant } = conflict
  return (
    <article className="conflict" aria-labelledby={id}>
      <header className="conflict-header">
        <p className="conflict-headline">
          <Icon name="warning" />
          {headlineOf(conflict)}
        </p>
        <h3 id={id}>{whoOf(conflict)}</h3>
        {registrant !== null && (
          <p className="conflict-pass">
            <PassTag name={registrant.pass_type.name} colour={registrant.pass_type.colour} />
            <span className="muted">{registrant.company}</span>
          </p>
        )}
      </header>
      <ConflictTimes conflict={conflict} zone={zone} />
      <ConflictOutcomes conflict={conflict} settle={settle} />
    </article>
  )
}

export function ConflictTimes({
  conflict: { first, second, area },
  zone,
}: Omit<ConflictCardProps, 'settle'>) {
  const times = [first, second].flatMap((side) => (side === null ? [] : [side.at]))
  // The day only where it is not the same for both.
  const time = new Set(times.map((at) => formatDay(at, zone))).size > 1 ? formatMoment : formatSeconds
  return (
    <ol className="conflict-times">
      {[first, second].map(
        (side, nth) =>
          side !== null && (
            <li key={nth}>
              <time dateTime={side.at}>{time(side.at, zone)}</time>
              <strong>{side.gate.name}</strong>
              <span className="muted">
                {[side.by, area.name].filter(Boolean).join(' · ')}
                {nth === 1 && second.override_reason !== '' && <q>{second.override_reason}</q>}
              </span>
            </li>
          ),
      )}
    </ol>
  )
}

function ConflictOutcomes({ conflict, settle }: Omit<ConflictCardProps, 'zone'>) {
  const [note, setNote] = useState<string | null>(null)
  const [busy, setBusy] = useState<ConflictOutcome | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  const choose = async (outcome: ConflictOutcome) => {
    setBusy(outcome)
    const answer = await settle(conflict.id, outcome, note?.trim() ?? '')
    setBusy(null)
    setFailure(answer.ok ? null : answer.failure)
  }

  return (
    <div className="conflict-outcomes">
      {note === null ? (
        <button type="button" className="button button-quiet conflict-note" onClick={() => setNote('')}>
          <Icon name="plus" size={18} />
          {t('Note')}
        </button>
      ) : (
        <label className="field">
          <span>{t('Note')}</span>
          <input
            value={note}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      )}
      <p className="conflict-question">{t('What became of them?')}</p>
      <div className="conflict-buttons">
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className="button"
            disabled={busy !== null}
            onClick={() => void choose(outcome)}
          >
            {t(OUTCOME_WORDS[outcome])}
          </button>
        ))}
      </div>
      <p role="alert" className="conflict-failure">
        {failure !== null && t('Not recorded. {problem}', { problem: describe(failure) })}
      </p>
    </div>
  )
}
