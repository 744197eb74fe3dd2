import { type SubmitEvent, useState } from 'react'

import type { Role } from '@/api/types'
import { ROLE_WORDS } from '@/format/words'
import { rich } from '@/i18n/rich'
import { t } from '@/i18n/t'
import { CopyField } from '@/ui/CopyField'
import { FormFailure } from '@/ui/FormFailure'

import { useInvite } from './changeMembers'
import { ROLE_MEANS, ROLES } from './roles'

/** Gives somebody a role, by e-mail address. No mail is sent: the link is for the organiser to hand on. */
export function InviteForm({ slug }: { slug: string }) {
  const invite = useInvite(slug)
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('door')

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    invite.mutate({ email: email.trim(), role }, { onSuccess: () => setEmail('') })
  }

  return (
    <section className="invite card" aria-labelledby="invite-title">
      <h2 id="invite-title">{t('Invite somebody')}</h2>
      <form className="invite-form" onSubmit={submit}>
        <label className="field">
          <span>{t('E-mail')}</span>
          <input
            type="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            required
          />
        </label>
        <label className="field">
          <span>{t('Role')}</span>
          <select
            value={role}
            onChange={({ target }) => setRole(target.value as Role)}
            aria-describedby="role-means"
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {t(ROLE_WORDS[one])}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button button-primary button-large" disabled={invite.isPending}>
          {t('Invite')}
        </button>
        <p id="role-means" className="field-hint">
          {t(ROLE_MEANS[role])}
        </p>
      </form>
      <FormFailure error={invite.error} />
      {invite.data && (
        <div className="invite-done" role="status">
          <p>
            {rich(
              invite.data.invitation_url === null
                ? '{email} is a member now. They have an account and can sign in.'
                : '{email} is a member now. Send them this link: it opens their account, once.',
              { email: <strong>{invite.data.email}</strong> },
            )}
          </p>
          {invite.data.invitation_url !== null && (
            <CopyField
              label={t('Invitation for {email}', { email: invite.data.email })}
              value={invite.data.invitation_url}
            />
          )}
        </div>
      )}
    </section>
  )
}
