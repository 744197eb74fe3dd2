import { useState } from 'react'

import type { Area, Gate } from '@/api/types'

import { t } from '@/i18n/t'
import { GATES, useSavePart } from './changeParts'
import { Field, TextField } from './Field'
import { fieldErrors } from './fieldErrors'
import { PartDialog } from './PartDialog'
import { FIELD_WORDS, GATE_WORDS } from './words'

interface GateDialogProps {
  slug: string
  /** Null for a new one. */
  gate: Gate | null
  areas: readonly Area[]
  onClose: () => void
}

export function GateDialog({ slug, gate, areas, onClose }: GateDialogProps) {
  const [name, setName] = useState(gate?.name ?? '')
  const [area, setArea] = useState(gate?.area ?? areas[0]?.id)
  const save = useSavePart(slug, GATES, gate?.id ?? null)
  const errors = fieldErrors(save.error)
  const submit = () => {
    if (area !== undefined) save.mutate({ name: name.trim(), area }, { onSuccess: onClose })
  }
  return (
    <PartDialog
      title={gate === null ? t(GATE_WORDS.add) : t(GATE_WORDS.editing, { name: gate.name })}
      isNew={gate === null}
      fields={['name', 'area']}
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
      <Field label={t(GATE_WORDS.area)} errors={errors['area']}>
        {(aria) => (
          <select
            {...aria}
            value={area ?? ''}
            onChange={({ target }) => setArea(Number(target.value))}
            required
          >
            {areas.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </PartDialog>
  )
}
