import { t } from '@/i18n/t'
import { type Times, withStart } from './eventForm'
import { Field } from './Field'
import type { FieldErrors } from './fieldErrors'
import { FIELD_WORDS } from './words'

interface TimeFieldsProps {
  times: Times
  errors: FieldErrors
  onChange: (times: Times) => void
}

/** From when to when, on the clocks of the event's time zone. */
export function TimeFields({ times, errors, onChange }: TimeFieldsProps) {
  return (
    <div className="time-fields">
      <TimeField
        label={t(FIELD_WORDS.starts)}
        errors={errors['starts_at']}
        value={times.starts}
        onChange={(start) => onChange(withStart(times, start))}
      />
      <TimeField
        label={t(FIELD_WORDS.ends)}
        errors={errors['ends_at']}
        value={times.ends}
        onChange={(ends) => onChange({ starts: times.starts, ends })}
      />
    </div>
  )
}

interface TimeFieldProps {
  label: string
  errors: readonly string[] | undefined
  value: string
  onChange: (local: string) => void
}

function TimeField({ label, errors, value, onChange }: TimeFieldProps) {
  return (
    <Field label={label} errors={errors}>
      {(aria) => (
        <input
          {...aria}
          type="datetime-local"
          min="2000-01-01T00:00"
          max="2999-12-31T23:59"
          value={value}
          required
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}
