import { useQuery } from '@tanstack/react-query'
import { type ReactNode, type SubmitEvent, useId } from 'react'

import type { Event } from '@/api/types'
import { passTypesQuery } from '@/event/partsQueries'
import { RequestError } from '@/http/result'
import { t } from '@/i18n/t'
import { DialogActions } from '@/ui/DialogActions'
import { FormFailure } from '@/ui/FormFailure'

export interface PersonFields {
  name: string
  email: string
  company: string
  pass_type: number | null
  external_id: string
  order_ref: string
  note: string
  attention: boolean
}

interface PersonFormProps {
  event: Event
  fields: PersonFields
  onChange: (fields: PersonFields) => void
  action: string
  busy: boolean
  error: Error | null
  onSubmit: () => void
  onClose: () => void
  children?: ReactNode
}

/** The details of a person, to be added or changed. What the server refuses is said at its field. */
export function PersonForm(props: PersonFormProps) {
  const { event, fields, onChange, action, busy, error, onSubmit, onClose, children } = props
  const passes = useQuery(passTypesQuery(event.slug)).data ?? []
  const wrong = errorsOf(error)
  const text = (name: 'name' | 'email' | 'company' | 'external_id' | 'order_ref') => ({
    value: fields[name],
    errors: wrong[name],
    onChange: (value: string) => onChange({ ...fields, [name]: value }),
  })
  const submit = (submitted: SubmitEvent) => {
    submitted.preventDefault()
    onSubmit()
  }
  return (
    <form onSubmit={submit} className="person-form">
      <Field words={t('Name')} max={200} required {...text('name')} />
      <Field words={t('E-mail')} type="email" max={254} {...text('email')} />
      <Field words={t('Company')} max={200} {...text('company')} />
      <label className="field">
        <span>{t('Pass')}</span>
        <select
          value={fields.pass_type ?? ''}
          onChange={({ target }) => onChange({ ...fields, pass_type: Number(target.value) || null })}
        >
          {fields.pass_type === null && <option value="">{t('The first one')}</option>}
          {passes.map((pass) => (
            <option key={pass.id} value={pass.id}>
              {pass.name}
            </option>
          ))}
        </select>
      </label>
      <Field words={t('Ticket number')} max={200} {...text('external_id')} />
      <Field words={t('Order')} max={100} {...text('order_ref')} />
      <label className="field">
        <span>{t('Note')}</span>
        <textarea
          rows={3}
          maxLength={2000}
          value={fields.note}
          onChange={({ target }) => onChange({ ...fields, note: target.value })}
        />
      </label>
      <label className="people-letters">
        <input
          type="checkbox"
          checked={fields.attention}
          onChange={({ target }) => onChange({ ...fields, attention: target.checked })}
        />
        {t('The door stops and shows the note')}
      </label>
      {children}
      <FormFailure error={Object.keys(wrong).some((name) => name in fields) ? null : error} />
      <DialogActions action={action} busy={busy} onClose={onClose} />
    </form>
  )
}

interface FieldProps {
  words: string
  value: string
  max: number
  type?: 'text' | 'email'
  required?: boolean
  errors: readonly string[] | undefined
  onChange: (value: string) => void
}

function Field({ words, value, max, type = 'text', required = false, errors, onChange }: FieldProps) {
  const id = useId()
  return (
    <label className="field">
      <span>{words}</span>
      <input
        type={type}
        value={value}
        maxLength={max}
        required={required}
        autoComplete="off"
        aria-invalid={errors !== undefined}
        aria-describedby={errors && id}
        onChange={({ target }) => onChange(target.value)}
      />
      {errors && (
        <span id={id} className="person-wrong" role="alert">
          {errors.join(' ')}
        </span>
      )}
    </label>
  )
}

function errorsOf(error: Error | null): Readonly<Record<string, readonly string[]>> {
  if (!(error instanceof RequestError) || error.failure.kind !== 'problem') return {}
  return error.failure.problem.errors ?? {}
}
