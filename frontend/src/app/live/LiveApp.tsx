import { t } from '@/i18n/t'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'

import { EventsPage } from '@/features/events/EventsPage'
import { InvitationPage } from '@/features/invitation/InvitationPage'
import { LoginPage } from '@/features/login/LoginPage'
import { Loading } from '@/ui/Notice'

import { EventShell } from './EventShell'
import { NotFoundPage } from './NotFoundPage'
import { SignedIn } from './SignedIn'
import { TopBar } from './TopBar'

const NewEventPage = lazy(async () => ({
  default: (await import('@/features/eventSetup/NewEventPage')).NewEventPage,
}))

export function LiveApp() {
  return (
    <Switch>
      <Route path="/login">
        <LoginPage />
      </Route>
      <Route path="/invitation/:invitation">
        {({ invitation }) => <InvitationPage key={invitation} invitation={invitation} />}
      </Route>
      <Route path="/">
        <SignedIn>
          <TopBar />
          <EventsPage />
        </SignedIn>
      </Route>
      <Route path="/new">
        <SignedIn>
          <TopBar />
          <Suspense fallback={<Loading what={t('the form')} />}>
            <NewEventPage />
          </Suspense>
        </SignedIn>
      </Route>
      <Route path="/o/:slug/*?">
        {({ slug }) => (
          <SignedIn>
            <EventShell key={slug} slug={slug} />
          </SignedIn>
        )}
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  )
}
