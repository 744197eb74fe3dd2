import { plural, t } from '@/i18n/t'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Event, Gate } from '@/api/types'
import { FormFailure } from '@/ui/FormFailure'

import { MOST_DECIDED, quarantineQuery, useDecide } from './quarantine'
import { QuarantineTable } from './QuarantineTable'

/** What switched-off scanners still held: not counted before an organiser says so. Not there while there is nothing. */
export function QuarantineCard({ event, gates }: { event: Event; gates: readonly Gate[] }) {
  const scans = useQuery(quarantineQuery(event.slug)).data ?? []
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const decide = useDecide(event.slug)
  const ids = scans.filter(({ id }) => ticked.has(id)).map(({ id }) => id)
  const settle = (accept: boolean) => decide.mutate({ ids: ids.slice(0, MOST_DECIDED), accept })
  const done = decide.data && decide.variables
  if (scans.length === 0 && !done && decide.error === null) return null
  return (
    <section className="quarantine card" aria-labelledby="quarantine-title">
      <h2 id="quarantine-title">{t('Scans held back')}</h2>
      {scans.length > 0 && (
        <>
          <p className="muted">
            {plural(
              scans.length,
              '{count} scan of switched-off scanners. None of them counts before you accept it.',
              '{count} scans of switched-off scanners. None of them counts before you accept it.',
            )}
          </p>
          <QuarantineTable event={event} gates={gates} scans={scans} ticked={ticked} onTick={setTicked} />
        </>
      )}
      <FormFailure error={decide.error} />
      <p role="status">{done && decidedWords(decide.data, decide.variables.accept)}</p>
      {scans.length > 0 && (
        <div className="quarantine-actions">
          <button
            type="button"
            className="button button-primary"
            disabled={ids.length === 0 || decide.isPending}
            onClick={() => settle(true)}
          >
            {ids.length > 0 ? t('Accept {count}', { count: ids.length }) : t('Accept')}
          </button>
          <button
            type="button"
            className="button button-danger"
            disabled={ids.length === 0 || decide.isPending}
            onClick={() => settle(false)}
          >
            {ids.length > 0 ? t('Discard {count}', { count: ids.length }) : t('Discard')}
          </button>
        </div>
      )}
    </section>
  )
}

function decidedWords(
  { decided, admitted, failed }: { decided: number; admitted: number; failed: number },
  accepted: boolean,
): string {
  if (!accepted) return plural(decided, '{count} scan discarded.', '{count} scans discarded.')
  const people = plural(admitted, '{count} person admitted by them.', '{count} people admitted by them.')
  const words = plural(decided, '{count} scan accepted, {people}', '{count} scans accepted, {people}', {
    people,
  })
  if (failed === 0) return words
  const lost = plural(failed, '{count} scan could not be recorded.', '{count} scans could not be recorded.')
  return t('{first} {second}', { first: words, second: lost })
}
