import { useState } from 'react'

import type { Area, PassType } from '@/api/types'

import { t } from '@/i18n/t'
import { AREAS, useSavePart } from './changeParts'
import { CapacityField, TextField } from './Field'
import { fieldErrors } from './fieldErrors'
import { PartDialog } from './PartDialog'
import { AREA_WORDS, FIELD_WORDS } from './words'

interface AreaDialogProps {
  slug: string
  /** Null for a new one. */
  area: Area | null
  passTypes: readonly PassType[]
  onClose: () => void
}

export function AreaDialog({ slug, area, passTypes, onClose }: AreaDialogProps) {
  const [name, setName] = useState(area?.name ?? '')
  const [capacity, setCapacity] = useState(area?.capacity == null ? '' : String(area.capacity))
  const [reentry, setReentry] = useState(area?.reentry ?? true)
  const [opens, setOpens] = useState<readonly number[]>(area?.pass_types ?? [])
  const save = useSavePart(slug, AREAS, area?.id ?? null)
  const errors = fieldErrors(save.error)
  const submit = () => {
    const limit = capacity === '' ? null : Number(capacity)
    const fields = { name: name.trim(), capacity: limit, reentry, pass_types: [...opens] }
    save.mutate(fields, { onSuccess: onClose })
  }
  return (
    <PartDialog
      title={area === null ? t(AREA_WORDS.add) : t(AREA_WORDS.editing, { name: area.name })}
      isNew={area === null}
      fields={['name', 'capacity']}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t(FIELD_WORDS.name)}
        errors={errors['name']}
        value={name}
        max={100}
        required
        onChange={setName}
      />
      <CapacityField
        label={t(AREA_WORDS.capacity)}
        hint={t(AREA_WORDS.capacityHint)}
        errors={errors['capacity']}
        value={capacity}
        onChange={setCapacity}
      />
      <label className="tick">
        <input type="checkbox" checked={reentry} onChange={({ target }) => setReentry(target.checked)} />
        {t(AREA_WORDS.reentry)}
      </label>
      <PassesField passTypes={passTypes} opens={opens} onChange={setOpens} />
    </PartDialog>
  )
}

interface PassesFieldProps {
  passTypes: readonly PassType[]
  opens: readonly number[]
  onChange: (opens: readonly number[]) => void
}

function PassesField({ passTypes, opens, onChange }: PassesFieldProps) {
  const toggle = (id: number, isOn: boolean) =>
    onChange(isOn ? [...opens, id] : opens.filter((one) => one !== id))
  return (
    <fieldset className="tick-fields">
      <legend>{t(AREA_WORDS.passes)}</legend>
      {passTypes.map(({ id, name, colour }) => (
        <label key={id} className="tick">
          <input
            type="checkbox"
            checked={opens.includes(id)}
            onChange={({ target }) => toggle(id, target.checked)}
          />
          <span className="pass-mark" style={{ backgroundColor: colour }} aria-hidden="true" />
          {name}
        </label>
      ))}
      <p className="field-hint">{opens.length === 0 ? t(AREA_WORDS.everyPass) : t(AREA_WORDS.somePasses)}</p>
    </fieldset>
  )
}
