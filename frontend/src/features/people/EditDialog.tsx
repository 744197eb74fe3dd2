import { useState } from 'react'

import type { Event, Registrant } from '@/api/types'
import { t } from '@/i18n/t'
import { Modal } from '@/ui/Modal'

import { useChangeDetails } from './changePerson'
import { type PersonFields, PersonForm } from './PersonForm'

/** Changes what is different from before, so that two who edit one person do not undo each other. */
export function EditDialog({
  event,
  person,
  onClose,
}: {
  event: Event
  person: Registrant
  onClose: () => void
}) {
  const [before] = useState(() => fieldsOf(person))
  const [fields, setFields] = useState(before)
  const change = useChangeDetails(event.slug, person.id, onClose)
  const save = () => {
    const changed = changedOf(before, fields)
    if (Object.keys(changed).length === 0) onClose()
    else change.mutate(changed)
  }
  return (
    <Modal title={t('Edit {name}', { name: person.name })} onClose={onClose}>
      <PersonForm
        event={event}
        fields={fields}
        onChange={setFields}
        action={t('Save')}
        busy={change.isPending}
        error={change.error}
        onSubmit={save}
        onClose={onClose}
      />
    </Modal>
  )
}

function fieldsOf(person: Registrant): PersonFields {
  const { name, email, company, external_id, order_ref, note, attention } = person
  return { name, email, company, external_id, order_ref, note, attention, pass_type: person.pass_type.id }
}

function changedOf(before: PersonFields, now: PersonFields) {
  const { pass_type, ...texts } = now
  const changed = Object.entries(texts).filter(
    ([name, value]) => before[name as keyof PersonFields] !== value,
  )
  const pass = pass_type !== null && pass_type !== before.pass_type ? { pass_type } : {}
  return { ...(Object.fromEntries(changed) as Partial<typeof texts>), ...pass }
}
