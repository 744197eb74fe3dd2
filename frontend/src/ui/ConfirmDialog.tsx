import type { ReactNode } from 'react'

import { DialogActions } from './DialogActions'
import { FormFailure } from './FormFailure'
import { Modal } from './Modal'

interface ConfirmDialogProps {
  title: string
  action: string
  busy: boolean
  error: Error | null
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, action, busy, error, onConfirm, onClose, children } = props
  return (
    <Modal title={title} onClose={onClose}>
      <p className="muted">{children}</p>
      <FormFailure error={error} />
      <DialogActions action={action} busy={busy} danger onAct={onConfirm} onClose={onClose} />
    </Modal>
  )
}
