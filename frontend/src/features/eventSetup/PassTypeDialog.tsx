import { useId, useState } from 'react'

import type { PassType } from '@/api/types'

import { t } from '@/i18n/t'
import { PASS_TYPES, useSavePart } from './changeParts'
import { TextField } from './Field'
import { fieldErrors } from './fieldErrors'
import { PartDialog } from './PartDialog'
import { COLOURS, FIELD_WORDS, PASS_WORDS } from './words'

interface PassTypeDialogProps {
  slug: string
  /** Null for a new one. */
  passType: PassType | null
  others: readonly PassType[]
  onClose: () => void
}

export function PassTypeDialog({ slug, passType, others, onClose }: PassTypeDialogProps) {
  const [name, setName] = useState(passType?.name ?? '')
  const [colour, setColour] = useState(passType?.colour ?? freeColour(others))
  const save = useSavePart(slug, PASS_TYPES, passType?.id ?? null)
  const errors = fieldErrors(save.error)
  const submit = () => {
    const position = passType === null ? lastPosition(others) + 1 : undefined
    const fields = { name: name.trim(), colour, ...(position === undefined ? {} : { position }) }
    save.mutate(fields, { onSuccess: onClose })
  }
  return (
    <PartDialog
      title={passType === null ? t(PASS_WORDS.add) : t(PASS_WORDS.editing, { name: passType.name })}
      isNew={passType === null}
      fields={['name']}
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
      <ColourField colour={colour} onChange={setColour} />
    </PartDialog>
  )
}

function freeColour(others: readonly PassType[]): string {
  const taken = new Set(others.map(({ colour }) => colour.toUpperCase()))
  return (COLOURS.find(({ value }) => !taken.has(value)) ?? COLOURS[0]).value
}

function lastPosition(others: readonly PassType[]): number {
  return Math.max(-1, ...others.map(({ position }) => position))
}

function ColourField({ colour, onChange }: { colour: string; onChange: (colour: string) => void }) {
  const id = useId()
  const isOther = COLOURS.every(({ value }) => value !== colour.toUpperCase())
  return (
    <fieldset className="tick-fields">
      <legend>{t(PASS_WORDS.colour)}</legend>
      <div className="colour-choices">
        {COLOURS.map(({ value, words }) => (
          <label key={value} className="colour-choice">
            <input
              type="radio"
              name={id}
              checked={value === colour.toUpperCase()}
              onChange={() => onChange(value)}
            />
            <span className="pass-mark" style={{ backgroundColor: value }} aria-hidden="true" />
            {t(words)}
          </label>
        ))}
        <label className="colour-choice">
          <input type="radio" name={id} checked={isOther} onChange={() => onChange('#545e69')} />
          {t(PASS_WORDS.otherColour)}
        </label>
        {isOther && (
          <input
            type="color"
            aria-label={t(PASS_WORDS.otherColour)}
            value={colour}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </div>
    </fieldset>
  )
}
