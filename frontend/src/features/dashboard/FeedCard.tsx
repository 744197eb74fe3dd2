import { type ReactNode, useId, useState } from 'react'

import { formatCount } from '@/format/number'
import { plural, t } from '@/i18n/t'
import { FailureNotice, Loading } from '@/ui/Notice'

import { useHeldList } from './useHeldList'

const SHORT = 10

interface FeedCardProps<T> {
  title: string
  /** What is waited for, within a sentence. */
  what: string
  /** Where links on this page lead to. */
  anchor?: string
  empty: string
  feed: { data: T[] | undefined; error: Error | null; isPending: boolean; refetch: () => unknown }
  render: (item: T) => ReactNode
}

/** A list of what just happened, newest first. It never moves under the pointer; new rows flash once. */
export function FeedCard<T extends { id: number }>({
  title,
  what,
  anchor,
  empty,
  feed,
  render,
}: FeedCardProps<T>) {
  const own = useId()
  const id = anchor ?? own
  return (
    <section className="card feed-card" aria-labelledby={id}>
      <h2 id={id} className="card-title">
        {title}
      </h2>
      {feed.data === undefined && feed.isPending && <Loading what={what} />}
      {feed.data === undefined && feed.error !== null && (
        <FailureNotice
          title={t('This list could not be loaded')}
          error={feed.error}
          retry={() => feed.refetch()}
        />
      )}
      {feed.data?.length === 0 && <p className="muted card-empty">{empty}</p>}
      {feed.data !== undefined && feed.data.length > 0 && <FeedList items={feed.data} render={render} />}
    </section>
  )
}

function FeedList<T extends { id: number }>({
  items,
  render,
}: {
  items: T[]
  render: (item: T) => ReactNode
}) {
  const { shown, waiting, hold, release } = useHeldList(items)
  const [firstNewest] = useState(items[0]?.id ?? 0)
  const [isLong, setIsLong] = useState(false)
  return (
    <div className="feed" onPointerEnter={hold} onPointerLeave={release}>
      {waiting > 0 && (
        <button type="button" className="button feed-waiting" onClick={release}>
          {plural(waiting, '{count} change, show', '{count} changes, show')}
        </button>
      )}
      <ol className="feed-list">
        {shown.slice(0, isLong ? undefined : SHORT).map((item) => (
          <li key={item.id} className={item.id > firstNewest ? 'feed-item feed-item-new' : 'feed-item'}>
            {render(item)}
          </li>
        ))}
      </ol>
      {!isLong && shown.length > SHORT && (
        <button type="button" className="button button-quiet feed-more" onClick={() => setIsLong(true)}>
          {t('Show the last {count}', { count: formatCount(shown.length) })}
        </button>
      )}
    </div>
  )
}
