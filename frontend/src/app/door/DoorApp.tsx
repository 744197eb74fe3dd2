import { t } from '@/i18n/t'
import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'

import { lastDoor } from '@/offline/lastDoor'
import { Loading } from '@/ui/Notice'

import type { DoorPage } from './DoorNav'
import { DoorShell } from './DoorShell'

const PairPage = lazy(async () => ({ default: (await import('@/features/pairing/PairPage')).PairPage }))

const PAGES: readonly DoorPage[] = ['scan', 'search', 'recent', 'setup']

export function DoorApp() {
  return (
    <Switch>
      <Route path="/j/:code?">
        {({ code }) => (
          <Suspense fallback={<Loading what={t('the pairing')} />}>
            <PairPage key={code} code={code ?? null} />
          </Suspense>
        )}
      </Route>
      <Route path="/d/">{() => <Redirect to={startOf(lastDoor())} replace />}</Route>
      <Route path="/d/:slug/:page">{({ slug, page }) => <Door slug={slug} page={page} />}</Route>
      <Route path="/d/:slug/*?">{({ slug }) => <Redirect to={`/d/${slug}/scan`} replace />}</Route>
    </Switch>
  )
}

function Door({ slug, page }: { slug: string; page: string }) {
  const known = PAGES.find((one) => one === page)
  if (known === undefined) return <Redirect to={`/d/${slug}/scan`} replace />
  return <DoorShell key={slug} slug={slug} page={known} />
}

/** Where the door on the home screen begins: at the event it was last used for. */
function startOf(slug: string | null): string {
  return slug === null ? '/j/' : `/d/${slug}/scan`
}
