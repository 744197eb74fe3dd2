import { t } from '@/i18n/t'
import type { Gate } from '@/api/types'

import type { DeviceFields } from './changeDevices'

interface GateFieldsProps {
  fields: DeviceFields
  gates: readonly Gate[]
  onChange: (part: Partial<DeviceFields>) => void
}

/** Where a scanner stands, and between which gates it may change; none ticked: all of them. */
export function GateFields({ fields: { gate, gates: allowed }, gates, onChange }: GateFieldsProps) {
  // Its own gate is always one of those that it may use.
  const withOwn = (ids: number[], own: number | null) =>
    own === null || ids.length === 0 || ids.includes(own) ? ids : [...ids, own]
  const toggle = (id: number, isOn: boolean) => {
    const ids = isOn ? [...allowed, id] : allowed.filter((one) => one !== id)
    onChange({ gates: withOwn(ids, gate) })
  }
  return (
    <>
      <label className="field">
        <span>{t('Stands at')}</span>
        <select
          value={gate ?? ''}
          onChange={({ target }) => {
            const own = target.value === '' ? null : Number(target.value)
            onChange({ gate: own, gates: withOwn(allowed, own) })
          }}
        >
          <option value="">{t('Chosen on the device')}</option>
          {gates.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {gates.length > 1 && (
        <fieldset className="gates-field">
          <legend>{t('May scan at')}</legend>
          {gates.map((one) => (
            <label key={one.id}>
              <input
                type="checkbox"
                checked={allowed.includes(one.id)}
                onChange={({ target }) => toggle(one.id, target.checked)}
              />
              {one.name}
            </label>
          ))}
          <p className="field-hint">
            {allowed.length === 0 ? t('None ticked: every gate.') : t('Only the ticked gates.')}
          </p>
        </fieldset>
      )}
    </>
  )
}
