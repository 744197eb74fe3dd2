import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react'

import { t } from '@/i18n/t'
import { DialogActions } from '@/ui/DialogActions'
import { FormFailure } from '@/ui/FormFailure'
import { Modal } from '@/ui/Modal'

import { unplaced } from './fieldErrors'
import { PAGE_WORDS } from './words'

interface PartDialogProps {
  title: string
  isNew: boolean
  /** The fields that show their own errors. */
  fields: readonly string[]
  busy: boolean
  error: Error | null
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** The form of one pass type, area or gate. */
export function PartDialog(props: PartDialogProps) {
  const { title, isNew, fields, busy, error, onSubmit, onClose, children } = props
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [error])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Modal title={title} onClose={onClose}>
      <form ref={form} onSubmit={submit}>
        {children}
        <FormFailure error={unplaced(error, fields)} />
        <DialogActions
          action={isNew ? t(PAGE_WORDS.add) : t(PAGE_WORDS.save)}
          busy={busy}
          onClose={onClose}
        />
      </form>
    </Modal>
  )
}
