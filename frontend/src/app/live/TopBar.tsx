import { t } from '@/i18n/t'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'

import type { User } from '@/api/types'
import { PasswordDialog } from '@/features/account/PasswordDialog'
import { describe, RequestError } from '@/http/result'
import { UnansweredScans, useLogout } from '@/session/logout'
import { useMe } from '@/session/me'
import { BrandMark } from '@/ui/BrandMark'
import { Icon } from '@/ui/Icon'
import { LanguageSwitch } from '@/ui/LanguageSwitch'
import { ThemeSwitch } from '@/ui/ThemeSwitch'

/** The bar above every organiser page: the way home, what the page adds, theme and account. */
export function TopBar({ children }: { children?: ReactNode }) {
  const me = useMe()
  const logout = useLogout()
  const [changesPassword, setChangesPassword] = useState(false)
  return (
    <header className="top-bar">
      <Link href="/" className="top-bar-brand">
        <BrandMark />
        <span className="top-bar-name">Headcount</span>
      </Link>
      {children}
      <div className="top-bar-account">
        <LanguageSwitch />
        <ThemeSwitch />
        {me.data && (
          <button
            type="button"
            className="button button-quiet top-bar-user"
            title={t('Change your password')}
            onClick={() => setChangesPassword(true)}
          >
            <Icon name="account" />
            <span className="top-bar-user-name">{displayName(me.data)}</span>
            <span className="visually-hidden">{t(': change password')}</span>
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={() => logout.mutate()}>
          {t('Sign out')}
        </button>
      </div>
      <div role="alert" className="top-bar-failure">
        {logout.error && <p>{logoutFailure(logout.error)}</p>}
      </div>
      {changesPassword && me.data && (
        <PasswordDialog email={me.data.email} onClose={() => setChangesPassword(false)} />
      )}
    </header>
  )
}

/** An account made by a script may have no name yet. */
function displayName({ name, email }: User): string {
  return name === '' ? email : name
}

function logoutFailure(error: Error): string {
  if (error instanceof UnansweredScans) {
    return t('A door in this browser still holds scans without an answer. Let it send them, then sign out.')
  }
  return error instanceof RequestError ? describe(error.failure) : t('Signing out did not work.')
}
