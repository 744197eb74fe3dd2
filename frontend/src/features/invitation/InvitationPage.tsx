import { t } from '@/i18n/t'
import '@/styles/login.css'

import { type SubmitEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'

import { RequestError, statusOf } from '@/http/result'
import { BrandMark } from '@/ui/BrandMark'
import { LanguageSwitch } from '@/ui/LanguageSwitch'
import { FormFailure } from '@/ui/FormFailure'
import { NewPasswordField } from '@/ui/NewPasswordField'
import { useTitle } from '@/ui/useTitle'

import { useAccept } from './accept'

/** Where an invitation leads: a name, a password, and on to the events. */
export function InvitationPage({ invitation }: { invitation: string }) {
  useTitle(t('Open your account'))
  const [, navigate] = useLocation()
  const accept = useAccept(() => navigate('/', { replace: true }))
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const isOver = accept.error instanceof RequestError && statusOf(accept.error.failure) === 404

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    accept.mutate({ invitation, name: name.trim(), password })
  }

  return (
    <main className="login">
      <form className="login-card card" onSubmit={submit}>
        <div className="login-brand">
          <BrandMark size={36} />
          <h1>{t('Open your account')}</h1>
        </div>
        <p className="muted">
          {t('You were invited to an event at Headcount. Choose your name and a password.')}
        </p>
        <label className="field">
          <span>{t('Your name')}</span>
          <input
            name="name"
            autoComplete="name"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
          />
        </label>
        <NewPasswordField label={t('Password')} value={password} onChange={setPassword} />
        <FormFailure error={accept.error} />
        <button type="submit" className="button button-primary button-large" disabled={accept.isPending}>
          {accept.isPending ? t('Opening…') : t('Open the account')}
        </button>
        {isOver && (
          <Link href="/login" className="button button-large">
            {t('Sign in instead')}
          </Link>
        )}
        <LanguageSwitch />
      </form>
    </main>
  )
}
