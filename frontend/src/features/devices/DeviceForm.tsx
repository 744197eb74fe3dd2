import { t } from '@/i18n/t'
import { type SubmitEvent, useState } from 'react'

import type { Gate } from '@/api/types'
import { DialogActions } from '@/ui/DialogActions'
import { FormFailure } from '@/ui/FormFailure'

import type { DeviceFields } from './changeDevices'
import { GateFields } from './GateFields'
import { KindField } from './KindField'

interface DeviceFormProps {
  first: DeviceFields
  /** The kind of a device that is there stays. */
  isNew: boolean
  gates: readonly Gate[]
  action: string
  busy: boolean
  error: Error | null
  onSubmit: (fields: DeviceFields) => void
  onClose: () => void
}

/** What can be said of a device: its kind, its name, and where a scanner may scan. */
export function DeviceForm(props: DeviceFormProps) {
  const { first, isNew, gates, action, busy, error, onSubmit, onClose } = props
  const [fields, setFields] = useState(first)
  const change = (part: Partial<DeviceFields>) => setFields({ ...fields, ...part })

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSubmit({ ...fields, name: fields.name.trim() })
  }

  return (
    <form onSubmit={submit}>
      {isNew && <KindField kind={fields.kind} onChange={(kind) => change({ kind })} />}
      <label className="field">
        <span>{t('Name|thing')}</span>
        <input
          value={fields.name}
          onChange={({ target }) => change({ name: target.value })}
          placeholder={fields.kind === 'scanner' ? t('Phone at the north door') : t('Screen in hall 2')}
          maxLength={100}
          autoComplete="off"
          required
        />
      </label>
      {fields.kind === 'scanner' && <GateFields fields={fields} gates={gates} onChange={change} />}
      <FormFailure error={error} />
      <DialogActions action={action} busy={busy} onClose={onClose} />
    </form>
  )
}
