import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import type { Conflict, ConflictOutcome, Event } from '@/api/types'
import { ConflictCard } from '@/conflicts/ConflictCard'
import { settle } from '@/conflicts/settle'
import { useKept } from '@/conflicts/useKept'
import { formatCount } from '@/format/number'
import { codeOf } from '@/http/result'
import { plural, t } from '@/i18n/t'
import { forgetConflict, openConflictsQuery } from '@/live/conflictsQuery'
import { useLinkIsDown } from '@/live/LiveEvent'
import { FailureNotice } from '@/ui/Notice'

const POLL_MS = 10_000
const SHOWN = 6
const NONE: readonly Conflict[] = []

/** What the doors decided while apart, and people have to settle. Nothing to settle takes no room. */
export function ConflictsCard({ event }: { event: Event }) {
  const isDown = useLinkIsDown()
  const conflicts = useQuery({ ...openConflictsQuery(event.slug), refetchInterval: isDown && POLL_MS })
  const settleHere = useSettle(event.slug)
  const { open = NONE, count = 0 } = conflicts.data ?? {}
  const [cards, keep] = useKept(open.slice(0, SHOWN))
  return (
    <section className="decisions" aria-labelledby="decisions-title">
      <h2 id="decisions-title" className={cards.length > 0 ? 'decisions-title' : 'visually-hidden'}>
        {t('Needs a decision')}
        {count > 0 && <span className="decisions-count">{formatCount(count)}</span>}
      </h2>
      <p role="status" className="visually-hidden">
        {count > 0 ? plural(count, '{count} conflict to settle', '{count} conflicts to settle') : ''}
      </p>
      {conflicts.isLoadingError && (
        <FailureNotice
          title={t('The conflicts could not be loaded')}
          error={conflicts.error}
          retry={() => void conflicts.refetch()}
        />
      )}
      {cards.length > 0 && (
        <ul className="decisions-list">
          {cards.map((conflict) => (
            <li key={conflict.id}>
              <ConflictCard
                conflict={conflict}
                zone={event.timezone}
                isOpen={open.some(({ id }) => id === conflict.id)}
                settle={settleHere}
                keep={keep}
              />
            </li>
          ))}
        </ul>
      )}
      {count > SHOWN && (
        <p className="muted">{t('{count} more after these.', { count: formatCount(count - SHOWN) })}</p>
      )}
    </section>
  )
}

function useSettle(slug: string) {
  const client = useQueryClient()
  return useCallback(
    async (id: number, outcome: ConflictOutcome, note: string) => {
      const answer = await settle(slug, id, outcome, note)
      if (answer.ok || codeOf(answer.failure) === 'already_decided') forgetConflict(client, slug, id)
      return answer
    },
    [client, slug],
  )
}
