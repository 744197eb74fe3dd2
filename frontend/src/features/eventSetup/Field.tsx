import { type ReactNode, useId } from 'react'

import { Icon } from '@/ui/Icon'

interface FieldAria {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

interface FieldProps {
  label: string
  hint?: string
  errors?: readonly string[] | undefined
  children: (aria: FieldAria) => ReactNode
}

/** A control with its label, what it is for, and why it was refused; all three are read out with it. */
export function Field({ label, hint, errors = [], children }: FieldProps) {
  const id = useId()
  const isWrong = errors.length > 0
  const told = [isWrong && `${id}-wrong`, hint !== undefined && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(told === '' ? {} : { 'aria-describedby': told }),
        ...(isWrong ? { 'aria-invalid': true } : {}),
      })}
      {isWrong && (
        <p id={`${id}-wrong`} className="field-wrong">
          <Icon name="warning" size={16} />
          {errors.join(' ')}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  max: number
  required?: boolean
  onChange: (text: string) => void
}

export function TextField({ value, max, required = false, onChange, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(aria) => (
        <input
          {...aria}
          value={value}
          maxLength={max}
          autoComplete="off"
          required={required}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

const MOST_PEOPLE = 10_000_000 // as the server takes

/** A number of people, or nothing at all. */
export function CapacityField(props: Omit<TextFieldProps, 'max' | 'required'>) {
  const { value, onChange, ...field } = props
  return (
    <Field {...field}>
      {(aria) => (
        <input
          {...aria}
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_PEOPLE}
          step={1}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}
