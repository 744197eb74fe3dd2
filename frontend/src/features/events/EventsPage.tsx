import './events.css'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from 'wouter'

import { eventsQuery } from '@/event/eventsQuery'
import { t } from '@/i18n/t'
import { useMe } from '@/session/me'
import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading, Notice } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { EventCard } from './EventCard'
import { EVENTS_WORDS } from './eventsWords'

/** The events at which the caller has a role; `/?archived` shows those in the archive. */
export function EventsPage() {
  const isArchive = new URLSearchParams(useSearch()).has('archived')
  const mayCreate = useMe().data?.is_staff === true
  const title = isArchive ? t(EVENTS_WORDS.archivedTitle) : t(EVENTS_WORDS.title)
  useTitle(title)
  return (
    <main className="page page-medium">
      <div className="page-head events-head">
        <h1>{title}</h1>
        {mayCreate && !isArchive && <NewEventLink />}
      </div>
      <EventList key={String(isArchive)} isArchive={isArchive} mayCreate={mayCreate} />
      <p className="events-other">
        <Link href={isArchive ? '/' : '/?archived'}>
          {isArchive ? t(EVENTS_WORDS.toList) : t(EVENTS_WORDS.toArchive)}
        </Link>
      </p>
    </main>
  )
}

function NewEventLink() {
  return (
    <Link href="/new" className="button button-primary">
      <Icon name="plus" size={18} />
      {t(EVENTS_WORDS.create)}
    </Link>
  )
}

function EventList({ isArchive, mayCreate }: { isArchive: boolean; mayCreate: boolean }) {
  const events = useInfiniteQuery(eventsQuery(isArchive))
  if (events.isPending) return <Loading what={t('your events')} />
  if (events.data === undefined) {
    return (
      <FailureNotice
        title={t('The events could not be loaded')}
        error={events.error}
        retry={() => void events.refetch()}
      />
    )
  }
  const all = events.data.pages.flatMap((page) => page.results)
  if (all.length === 0) return <NoEvents isArchive={isArchive} mayCreate={mayCreate} />
  return (
    <>
      <ul className="event-list">
        {all.map((event) => (
          <EventCard key={event.slug} event={event} />
        ))}
      </ul>
      {events.hasNextPage && (
        <button type="button" className="button" onClick={() => void events.fetchNextPage()}>
          {t(EVENTS_WORDS.more)}
        </button>
      )}
    </>
  )
}

function NoEvents({ isArchive, mayCreate }: { isArchive: boolean; mayCreate: boolean }) {
  if (isArchive) {
    return (
      <Notice title={t(EVENTS_WORDS.noneArchived)}>
        <p className="muted">{t(EVENTS_WORDS.noneArchivedHint)}</p>
      </Notice>
    )
  }
  return (
    <Notice title={t(EVENTS_WORDS.none)}>
      <p className="muted">{mayCreate ? t(EVENTS_WORDS.noneCreate) : t(EVENTS_WORDS.noneWait)}</p>
      {mayCreate && <NewEventLink />}
    </Notice>
  )
}
