import { useQuery } from '@tanstack/react-query'

import type { Conflict, Event } from '@/api/types'
import { headlineOf, OUTCOME_WORDS, whoOf } from '@/conflicts/conflictWords'
import { formatCount } from '@/format/number'
import { formatMoment } from '@/format/time'
import { t } from '@/i18n/t'
import { settledConflictsQuery } from '@/live/conflictsQuery'
import { useRole } from '@/session/me'
import { Icon } from '@/ui/Icon'

/** What was decided so far, folded away; everything as a file for organisers. */
export function SettledConflicts({ event }: { event: Event }) {
  const settled = useQuery(settledConflictsQuery(event.slug)).data ?? []
  const role = useRole(event.slug)
  if (settled.length === 0) return null
  return (
    <details className="card settled">
      <summary>{t('Settled conflicts ({count})', { count: formatCount(settled.length) })}</summary>
      <ol className="settled-list">
        {settled.map((conflict) => (
          <SettledConflict key={conflict.id} conflict={conflict} zone={event.timezone} />
        ))}
      </ol>
      {role === 'organiser' && (
        <a className="button" href={`/api/v1/events/${event.slug}/export/?of=conflicts&format=csv`} download>
          <Icon name="download" size={18} />
          {t('All conflicts as CSV')}
        </a>
      )}
    </details>
  )
}

function SettledConflict({ conflict, zone }: { conflict: Conflict; zone: string }) {
  const { outcome, decided_at, decided_by, first, second, note } = conflict
  const gates = new Set([first?.gate.name, second.gate.name].filter(Boolean))
  return (
    <li className="feed-item">
      <time className="feed-time" dateTime={decided_at ?? undefined}>
        {decided_at && formatMoment(decided_at, zone)}
      </time>
      <span className="feed-who">
        <strong>{whoOf(conflict)}</strong>
        <span className="muted">{headlineOf(conflict)}</span>
      </span>
      <strong>{outcome !== '' && t(OUTCOME_WORDS[outcome])}</strong>
      <span className="feed-where muted">
        {[[...gates].join(', '), t('by {name}', { name: decided_by }), note && `“${note}”`]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}
