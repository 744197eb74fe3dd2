import { t } from '@/i18n/t'
import { lazy, Suspense, useEffect } from 'react'

import { offReason } from '@/device/ownDevice'
import { describe, type Failure, isTemporary, statusOf } from '@/http/result'
import { loginAddress } from '@/session/loginAddress'
import { Loading, Notice } from '@/ui/Notice'

const SwitchedOff = lazy(async () => ({ default: (await import('@/features/scan/SwitchedOff')).SwitchedOff }))

const AGAIN_MS = 5_000

interface DoorFailureProps {
  slug: string
  failure: Failure
  onRetry: () => void
}

/** The door could not be opened, and nothing is stored here to open it without the server. */
export function DoorFailure({ slug, failure, onRetry }: DoorFailureProps) {
  const status = statusOf(failure)
  const isPassing = isTemporary(failure)
  useEffect(() => {
    if (status === 401 && offReason(failure) !== 'revoked')
      window.location.replace(loginAddress(window.location))
  }, [failure, status])
  useEffect(() => {
    if (!isPassing) return
    const timer = setTimeout(onRetry, AGAIN_MS)
    return () => clearTimeout(timer)
  }, [isPassing, onRetry])

  if (offReason(failure) === 'revoked') {
    return (
      <Suspense fallback={<Loading what={t('what happened')} />}>
        <SwitchedOff slug={slug} reason="revoked" scans={[]} />
      </Suspense>
    )
  }
  if (status === 401) return <Loading what={t('the login')} />
  const isMissing = status === 404
  const title = isMissing
    ? t('There is no such event, or you have no role in it')
    : t('The door could not be opened')
  return (
    <main className="door-failure">
      <h1 className="visually-hidden">{t('Door')}</h1>
      <Notice icon="warning" title={title}>
        {!isMissing && <p className="muted">{describe(failure)}</p>}
        <button type="button" className="button button-primary" onClick={onRetry}>
          {t('Try again')}
        </button>
        <a className="button" href="/">
          {t('All events')}
        </a>
      </Notice>
    </main>
  )
}
