import { type SubmitEvent, useState } from 'react'
import { useLocation } from 'wouter'

import type { Event } from '@/api/types'
import { t } from '@/i18n/t'
import { DialogActions } from '@/ui/DialogActions'
import { FormFailure } from '@/ui/FormFailure'
import { Icon } from '@/ui/Icon'
import { Modal } from '@/ui/Modal'

import { Card } from './Card'
import { useCopyEvent } from './changeEvent'
import { bodyOf, formOf, nextYear, type Times } from './eventForm'
import { TextField } from './Field'
import { unplaced } from './fieldErrors'
import { TimeFields } from './TimeFields'
import { useEventErrors } from './useEventErrors'
import { COPY_WORDS, FIELD_WORDS } from './words'

export function CopyCard({ event }: { event: Event }) {
  const [isCopying, setIsCopying] = useState(false)
  return (
    <Card title={t(COPY_WORDS.title)} hint={t(COPY_WORDS.hint)}>
      <button type="button" className="button part-add" onClick={() => setIsCopying(true)}>
        <Icon name="copy" size={18} />
        {t(COPY_WORDS.action)}
      </button>
      {isCopying && <CopyDialog event={event} onClose={() => setIsCopying(false)} />}
    </Card>
  )
}

/** A copy is in the same place, so its times are on the same clocks. */
function CopyDialog({ event, onClose }: { event: Event; onClose: () => void }) {
  const [, navigate] = useLocation()
  const original = formOf(event)
  const [name, setName] = useState(event.name)
  const [times, setTimes] = useState<Times>(() => nextYear(original))
  const copy = useCopyEvent(event.slug)
  const { errors, ref, check, forget } = useEventErrors(copy.error)
  const submit = (sent: SubmitEvent) => {
    sent.preventDefault()
    if (!check(times, original.timezone)) return
    const { starts_at, ends_at } = bodyOf({ ...original, ...times })
    copy.mutate(
      { name: name.trim(), starts_at, ends_at },
      { onSuccess: ({ slug }) => navigate(`/o/${slug}/setup`) },
    )
  }
  return (
    <Modal title={t(COPY_WORDS.action)} onClose={onClose}>
      <form ref={ref} onSubmit={submit}>
        <TextField
          label={t(FIELD_WORDS.name)}
          errors={errors['name']}
          value={name}
          max={200}
          required
          onChange={setName}
        />
        <TimeFields
          times={times}
          errors={errors}
          onChange={(changed) => {
            setTimes(changed)
            forget()
          }}
        />
        <FormFailure error={unplaced(copy.error, ['name', 'starts_at', 'ends_at'])} />
        <DialogActions action={t(COPY_WORDS.create)} busy={copy.isPending} onClose={onClose} />
      </form>
    </Modal>
  )
}
