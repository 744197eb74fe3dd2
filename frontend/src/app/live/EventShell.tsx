import { t } from '@/i18n/t'
import { lazy, Suspense } from 'react'
import { Link, Redirect, Route, Switch } from 'wouter'

import type { Event } from '@/api/types'
import { useEvent } from '@/event/eventQuery'
import { DashboardPage } from '@/features/dashboard/DashboardPage'
import { DevicesPage } from '@/features/devices/DevicesPage'
import { MembersPage } from '@/features/members/MembersPage'
import { PeoplePage } from '@/features/people/PeoplePage'
import { RequestError, statusOf } from '@/http/result'
import { FreshnessMark } from '@/live/FreshnessMark'
import { LiveEventProvider, useLink } from '@/live/LiveEvent'
import { useHeardAt } from '@/live/useHeardAt'
import { useRole } from '@/session/me'
import { FailureNotice, Loading, Notice } from '@/ui/Notice'

import { EventNav } from './EventNav'
import { useGoKeys } from './goKeys'
import { TopBar } from './TopBar'

const ImportsPage = lazy(async () => ({
  default: (await import('@/features/imports/ImportsPage')).ImportsPage,
}))
const SetupPage = lazy(async () => ({ default: (await import('@/features/eventSetup/SetupPage')).SetupPage }))

/** Everything below `/o/{event}/`: loads the event, keeps it live, and frames its pages. */
export function EventShell({ slug }: { slug: string }) {
  const event = useEvent(slug)
  const organises = useRole(slug) === 'organiser'
  useGoKeys(`/o/${slug}`)
  if (event.isPending) return <Loading what={t('the event')} />
  if (event.data === undefined) return <EventMissing error={event.error} retry={() => void event.refetch()} />
  return (
    <LiveEventProvider slug={slug}>
      <TopBar>
        <EventNav event={event.data} />
      </TopBar>
      <EventHeader event={event.data} />
      <Switch>
        <Route path="/o/:slug/live">
          <DashboardPage event={event.data} />
        </Route>
        <Route path="/o/:slug/people/:id?">
          {({ id }) => <PeoplePage event={event.data} selectedId={id ?? null} />}
        </Route>
        {organises && (
          <Route path="/o/:slug/imports/:id?">
            {({ id }) => (
              <Suspense fallback={<Loading what={t('the imports')} />}>
                <ImportsPage event={event.data} jobId={id ?? null} />
              </Suspense>
            )}
          </Route>
        )}
        {organises && (
          <Route path="/o/:slug/devices">
            <DevicesPage event={event.data} />
          </Route>
        )}
        {organises && (
          <Route path="/o/:slug/members">
            <MembersPage event={event.data} />
          </Route>
        )}
        {organises && (
          <Route path="/o/:slug/setup">
            <Suspense fallback={<Loading what={t('the set-up')} />}>
              <SetupPage event={event.data} />
            </Suspense>
          </Route>
        )}
        <Route>
          <Redirect to={`/o/${slug}/live`} replace />
        </Route>
      </Switch>
    </LiveEventProvider>
  )
}

function EventHeader({ event }: { event: Event }) {
  return (
    <section className="event-header" aria-label={t('Event')}>
      <p className="event-header-name">
        {event.name} {event.archived && <span className="tag">{t('Archived')}</span>}
      </p>
      <FreshnessMark link={useLink()} heardAt={useHeardAt(event.slug)} zone={event.timezone} />
    </section>
  )
}

function EventMissing({ error, retry }: { error: unknown; retry: () => void }) {
  const isMissing = error instanceof RequestError && statusOf(error.failure) === 404
  return (
    <>
      <TopBar />
      <main className="page page-narrow">
        <h1 className="visually-hidden">{t('Event')}</h1>
        {isMissing ? (
          <Notice icon="question" title={t('There is no such event, or you have no role in it')}>
            <Link href="/" className="button">
              {t('All events')}
            </Link>
          </Notice>
        ) : (
          <FailureNotice title={t('The event could not be loaded')} error={error} retry={retry} />
        )}
      </main>
    </>
  )
}
