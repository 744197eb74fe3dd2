import { t } from '@/i18n/t'
import type { ReactNode } from 'react'
import { Redirect } from 'wouter'

import { loginAddress } from '@/session/loginAddress'
import { useMe } from '@/session/me'
import { FailureNotice, Loading } from '@/ui/Notice'

/** Shows its children to a signed-in user and sends everybody else to the login, which leads back here. */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useMe()
  if (me.isPending) return <Loading what={t('your account')} />
  if (me.data === undefined) {
    return (
      <main className="page page-narrow">
        <h1 className="visually-hidden">Headcount</h1>
        <FailureNotice
          title={t('Headcount cannot be reached')}
          error={me.error}
          retry={() => void me.refetch()}
        />
      </main>
    )
  }
  if (me.data === null) return <Redirect to={loginAddress(window.location)} replace />
  return <>{children}</>
}
