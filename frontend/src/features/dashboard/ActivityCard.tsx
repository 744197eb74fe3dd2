import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'

import type { Activity, Event } from '@/api/types'
import { formatSeconds } from '@/format/time'
import { STATUS_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { activityQuery } from '@/live/activityQuery'
import { useRole } from '@/session/me'
import { StatusTag } from '@/ui/Tags'

import { FeedCard } from './FeedCard'

/** The newest steps: who changed to which status, where, and by whom. */
export function ActivityCard({ event }: { event: Event }) {
  const feed = useQuery(activityQuery(event.slug))
  return (
    <FeedCard
      title={t('Activity')}
      what={t('the activity')}
      empty={t('Nothing happened yet. Arrivals show here as they are scanned.')}
      feed={feed}
      render={(item) => <ActivityRow item={item} event={event} />}
    />
  )
}

function ActivityRow({ item, event }: { item: Activity; event: Event }) {
  const { registrant } = item
  const role = useRole(event.slug)
  return (
    <>
      <time className="feed-time" dateTime={item.at}>
        {formatSeconds(item.at, event.timezone)}
      </time>
      <span className="feed-who">
        {role === 'viewer' ? (
          <strong>{registrant.name}</strong>
        ) : (
          <Link href={`/o/${event.slug}/people/${registrant.id}`}>{registrant.name}</Link>
        )}
        <span className="muted">{registrant.company}</span>
      </span>
      <StatusTag status={item.to} words={stepWords(item)} />
      <span className="feed-where muted">{[item.gate, item.by].filter(Boolean).join(' · ')}</span>
    </>
  )
}

/** What the step was, where the new status alone would not tell. */
function stepWords({ from, to }: Activity): string {
  if (from === null) return to === 'checked_in' ? t('Added, checked in') : t('Added')
  if (from === to) return t('Details changed')
  if (from === 'checked_in' && to !== 'cancelled') return t('Check-in undone')
  return from === 'cancelled' ? t('Reinstated') : t(STATUS_WORDS[to])
}
