import { t } from '@/i18n/t'
import { CapacityField, TextField } from './Field'
import type { EventForm } from './eventForm'
import type { FieldErrors } from './fieldErrors'
import { TimeFields } from './TimeFields'
import { FIELD_HINTS, FIELD_WORDS } from './words'
import { ZoneField } from './ZoneField'

/** By the names that the server has for them. */
export const EVENT_FIELDS = ['name', 'venue', 'timezone', 'starts_at', 'ends_at', 'capacity', 'slug'] as const

interface EventFieldsProps {
  form: EventForm
  errors: FieldErrors
  onChange: (part: Partial<EventForm>) => void
}

/** What an event is called, where and when it is, and how many people it holds. */
export function EventFields({ form, errors, onChange }: EventFieldsProps) {
  return (
    <>
      <TextField
        label={t(FIELD_WORDS.name)}
        errors={errors['name']}
        value={form.name}
        max={200}
        required
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label={t(FIELD_WORDS.venue)}
        hint={t(FIELD_HINTS.venue)}
        errors={errors['venue']}
        value={form.venue}
        max={200}
        onChange={(venue) => onChange({ venue })}
      />
      <ZoneField
        zone={form.timezone}
        errors={errors['timezone']}
        onChange={(timezone) => onChange({ timezone })}
      />
      <TimeFields times={form} errors={errors} onChange={onChange} />
      <CapacityField
        label={t(FIELD_WORDS.capacity)}
        hint={t(FIELD_HINTS.capacity)}
        errors={errors['capacity']}
        value={form.capacity}
        onChange={(capacity) => onChange({ capacity })}
      />
    </>
  )
}
