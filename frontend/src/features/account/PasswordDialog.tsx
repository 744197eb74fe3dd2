import { t } from '@/i18n/t'
import { type SubmitEvent, useState } from 'react'

import { DialogActions } from '@/ui/DialogActions'
import { FormFailure } from '@/ui/FormFailure'
import { Modal } from '@/ui/Modal'
import { NewPasswordField } from '@/ui/NewPasswordField'

import { useChangePassword } from './changePassword'

/** A new password for whoever is signed in. */
export function PasswordDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const change = useChangePassword()
  const [present, setPresent] = useState('')
  const [chosen, setChosen] = useState('')

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    change.mutate({ password: present, new_password: chosen })
  }

  if (change.isSuccess) {
    return (
      <Modal title={t('Password changed')} onClose={onClose}>
        <p role="status">{t('Your other sessions and your tokens were ended. This one goes on.')}</p>
        <div className="dialog-actions">
          <button type="button" className="button button-primary" onClick={onClose}>
            {t('Done')}
          </button>
        </div>
      </Modal>
    )
  }
  return (
    <Modal title={t('Change your password')} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="muted">
          {t('{email}. Your other sessions and your tokens end with the old one.', { email })}
        </p>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <label className="field">
          <span>{t('Present password')}</span>
          <input
            type="password"
            name="password"
            autoComplete="current-password"
            value={present}
            onChange={(event) => setPresent(event.target.value)}
            required
          />
        </label>
        <NewPasswordField label={t('New password')} value={chosen} onChange={setChosen} />
        <FormFailure error={change.error} />
        <DialogActions action={t('Change password')} busy={change.isPending} onClose={onClose} />
      </form>
    </Modal>
  )
}
