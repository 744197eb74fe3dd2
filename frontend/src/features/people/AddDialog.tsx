import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Event } from '@/api/types'
import { gatesQuery } from '@/event/partsQueries'
import { t } from '@/i18n/t'
import { Modal } from '@/ui/Modal'

import { type Addition, useAddPerson } from './changePerson'
import { type PersonFields, PersonForm } from './PersonForm'

const EMPTY: PersonFields = {
  name: '',
  email: '',
  company: '',
  pass_type: null,
  external_id: '',
  order_ref: '',
  note: '',
  attention: false,
}

interface AddDialogProps {
  event: Event
  onClose: () => void
  onAdded: (id: number) => void
}

/** Puts somebody on the list: in advance, or as a walk-in who is let in at once. */
export function AddDialog({ event, onClose, onAdded }: AddDialogProps) {
  const gates = useQuery(gatesQuery(event.slug)).data ?? []
  const [fields, setFields] = useState(EMPTY)
  const [checkIn, setCheckIn] = useState('later')
  const [key] = useState(() => crypto.randomUUID()) // the same on every try: nobody is registered twice
  const add = useAddPerson(event.slug, onAdded)
  const submit = () => {
    const { pass_type, email, name, ...rest } = fields
    const person = {
      ...rest,
      name: name.trim(),
      status: 'registered' as const,
      ...(email.trim() ? { email: email.trim() } : {}),
      ...(pass_type === null ? {} : { pass_type }),
    }
    add.mutate({ person, checkIn: wanted(checkIn, key) })
  }
  return (
    <Modal title={t('Add a person')} onClose={onClose}>
      <PersonForm
        event={event}
        fields={fields}
        onChange={setFields}
        action={t('Add')}
        busy={add.isPending}
        error={add.error}
        onSubmit={submit}
        onClose={onClose}
      >
        <label className="field">
          <span>{t('Check in')}</span>
          <select value={checkIn} onChange={({ target }) => setCheckIn(target.value)}>
            <option value="later">{t('Not now')}</option>
            {gates.map((gate) => (
              <option key={gate.id} value={gate.id}>
                {t('At once, at {gate}', { gate: gate.name })}
              </option>
            ))}
            <option value="by_hand">{t('At once, at no gate')}</option>
          </select>
        </label>
      </PersonForm>
    </Modal>
  )
}

function wanted(checkIn: string, key: string): Addition['checkIn'] {
  if (checkIn === 'later' || checkIn === 'by_hand') return checkIn
  return { gate: Number(checkIn), key }
}
