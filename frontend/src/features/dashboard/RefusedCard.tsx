import { useQuery } from '@tanstack/react-query'

import type { Event } from '@/api/types'
import { formatSeconds } from '@/format/time'
import { REASON_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { refusalsQuery } from '@/live/refusalsQuery'
import { Icon } from '@/ui/Icon'

import { FeedCard } from './FeedCard'

/** Scans that the doors refused, for organisers. */
export function RefusedCard({ event }: { event: Event }) {
  const feed = useQuery(refusalsQuery(event.slug))
  return (
    <FeedCard
      title={t('Refused scans')}
      what={t('the refused scans')}
      anchor="refusals"
      empty={t('No scan was refused so far.')}
      feed={feed}
      render={(item) => (
        <>
          <time className="feed-time" dateTime={item.at}>
            {formatSeconds(item.at, event.timezone)}
          </time>
          <span className="feed-reason">
            <Icon name="cross" size={16} />
            {t(REASON_WORDS[item.reason])}
          </span>
          <span className="feed-where muted">{[item.gate, item.by].filter(Boolean).join(' · ')}</span>
        </>
      )}
    />
  )
}
