import { t } from '@/i18n/t'
import '@/styles/login.css'

import { type SubmitEvent, useState } from 'react'
import { useLocation, useSearch } from 'wouter'

import { describe, RequestError } from '@/http/result'
import { isOtherFace, nextAddress } from '@/session/loginAddress'
import { BrandMark } from '@/ui/BrandMark'
import { LanguageSwitch } from '@/ui/LanguageSwitch'
import { Icon } from '@/ui/Icon'
import { useTitle } from '@/ui/useTitle'

import { useLogin } from './login'

export function LoginPage() {
  useTitle(t('Sign in'))
  const [, navigate] = useLocation()
  const next = nextAddress(useSearch(), window.location.origin)
  const login = useLogin(() => {
    if (isOtherFace(next)) window.location.assign(next)
    else navigate(next, { replace: true })
  })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    login.mutate({ email: email.trim(), password })
  }

  return (
    <main className="login">
      <form className="login-card card" onSubmit={submit}>
        <div className="login-brand">
          <BrandMark size={36} />
          <h1>Headcount</h1>
        </div>
        <p className="muted">{t('Sign in to your events.')}</p>
        <label className="field">
          <span>{t('E-mail')}</span>
          <input
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            required
          />
        </label>
        <label className="field">
          <span>{t('Password')}</span>
          <input
            type="password"
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            required
          />
        </label>
        <LoginFailure error={login.error} />
        <button type="submit" className="button button-primary button-large" disabled={login.isPending}>
          {login.isPending ? t('Signing in…') : t('Sign in')}
        </button>
        <LanguageSwitch />
      </form>
    </main>
  )
}

function LoginFailure({ error }: { error: Error | null }) {
  const words = error instanceof RequestError ? describe(error.failure) : t('Signing in did not work.')
  return (
    <div role="alert">
      {error && (
        <p className="login-failure">
          <Icon name="warning" />
          {words}
        </p>
      )}
    </div>
  )
}
