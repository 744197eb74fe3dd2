import { t } from '@/i18n/t'
import './conflicts.css'

import { useEffect, useId, useState } from 'react'

import type { Conflict, ConflictOutcome } from '@/api/types'
import { formatDay, formatMoment, formatSeconds } from '@/format/time'
import { codeOf, describe, type Failure } from '@/http/result'
import { Icon } from '@/ui/Icon'
import { PassTag } from '@/ui/Tags'

import { headlineOf, OUTCOME_WORDS, OUTCOMES, whoOf } from './conflictWords'
import type { Settle } from './settle'
import type { Keep } from './useKept'

interface ConflictCardProps {
  conflict: Conflict
  zone: string
  /** False: it was settled meanwhile, by somebody else. */
  isOpen: boolean
  settle: Settle
  /** Told whether somebody writes here, or has yet to read something: the card is to stay that long. */
  keep: Keep
}

/** Who was let in against the list, where and when; and the three things that can have become of it. */
export function ConflictCard({ zone, ...rest }: ConflictCardProps) {
  const { conflict } = rest
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
      <ConflictOutcomes {...rest} />
    </article>
  )
}

export function ConflictTimes({
  conflict: { first, second, area },
  zone,
}: Pick<ConflictCardProps, 'conflict' | 'zone'>) {
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

function ConflictOutcomes({ conflict, isOpen, settle, keep }: Omit<ConflictCardProps, 'zone'>) {
  const [note, setNote] = useState<string | null>(null)
  const [busy, setBusy] = useState<ConflictOutcome | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isKept = note !== null || busy !== null || failure !== null

  useEffect(() => keep(conflict, isKept), [keep, conflict, isKept])
  useEffect(() => () => keep(conflict, false), [keep, conflict])

  const choose = async (outcome: ConflictOutcome) => {
    setBusy(outcome)
    const answer = await settle(conflict.id, outcome, note?.trim() ?? '')
    setBusy(null)
    setFailure(answer.ok ? null : answer.failure)
    if (answer.ok) setNote(null)
  }

  const tooLate = failure !== null && codeOf(failure) === 'already_decided' ? failure : null
  if (busy === null && isKept && (!isOpen || tooLate)) {
    return (
      <div className="conflict-outcomes">
        <p role="alert" className="conflict-failure">
          {tooLate ? describe(tooLate) : t('Somebody else has settled it meanwhile.')}
        </p>
        <div className="conflict-buttons">
          <button type="button" className="button" onClick={() => keep(conflict, false)}>
            {t('Understood')}
          </button>
        </div>
      </div>
    )
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
