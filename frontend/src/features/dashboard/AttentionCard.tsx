import { useState } from 'react'

import type { Event } from '@/api/types'
import { formatCount } from '@/format/number'
import { plural, t } from '@/i18n/t'

import { type Attention, countOf } from './attention'
import { AttentionItem } from './AttentionItem'
import { useSince } from './useSince'

/** More would push the curve out of sight. */
const SHOWN = 4

interface AttentionCardProps {
  event: Event
  items: readonly Attention[]
  now: number
}

/** What goes wrong: what, where, since when, and a way to act. All well takes no room. */
export function AttentionCard({ event, items, now }: AttentionCardProps) {
  const since = useSince(items, now)
  const [showsAll, setShowsAll] = useState(false)
  const count = countOf(items)
  const shown = showsAll ? items : items.slice(0, SHOWN)
  return (
    <section className={count > 0 ? 'card' : 'visually-hidden'} aria-labelledby="attention">
      <h2 id="attention" className="card-title">
        {t('Attention')}
      </h2>
      <p role="status" className="visually-hidden">
        {count > 0 && plural(count, '{count} thing needs attention', '{count} things need attention')}
      </p>
      <ul id="attention-list" className="attention-list">
        {shown.map((item) => (
          <AttentionItem key={item.id} event={event} item={item} since={since(item)} />
        ))}
      </ul>
      {items.length > SHOWN && (
        <button
          type="button"
          className="button button-quiet attention-all"
          aria-expanded={showsAll}
          aria-controls="attention-list"
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll
            ? t('Show the gravest only')
            : t('Show all {count}', { count: formatCount(items.length) })}
        </button>
      )}
    </section>
  )
}
