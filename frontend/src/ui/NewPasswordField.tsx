import { t } from '@/i18n/t'
import { useId } from 'react'

/** As the server checks it (`AUTH_PASSWORD_VALIDATORS`). */
const MIN_LENGTH = 10

interface NewPasswordFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** A password to be chosen, with the rules in sight. */
export function NewPasswordField({ label, value, onChange }: NewPasswordFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="password"
        name="new-password"
        autoComplete="new-password"
        minLength={MIN_LENGTH}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={`${id}-rules`}
        required
      />
      <p id={`${id}-rules`} className="field-hint">
        {t('At least {count} characters; not a common password, and not like your name or e-mail address.', {
          count: MIN_LENGTH,
        })}
      </p>
    </div>
  )
}
