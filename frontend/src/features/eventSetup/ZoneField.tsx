import { useMemo, useState } from 'react'

import { t } from '@/i18n/t'
import { Field } from './Field'
import { FIELD_HINTS, FIELD_WORDS } from './words'
import { zones, zoneWords } from './zones'

interface ZoneFieldProps {
  zone: string
  errors: readonly string[] | undefined
  onChange: (zone: string) => void
}

/** A plain list: typing the first letters of a zone finds it, on every device. */
export function ZoneField({ zone, errors, onChange }: ZoneFieldProps) {
  const [now] = useState(() => Date.now())
  const options = useMemo(() => zones(zone).map((one) => ({ one, words: zoneWords(one, now) })), [zone, now])
  return (
    <Field label={t(FIELD_WORDS.zone)} hint={t(FIELD_HINTS.zone)} errors={errors}>
      {(aria) => (
        <select {...aria} value={zone} onChange={({ target }) => onChange(target.value)}>
          {options.map(({ one, words }) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
