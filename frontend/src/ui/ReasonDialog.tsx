import { t } from '@/i18n/t'
import { type SubmitEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { DialogActions } from './DialogActions'

export interface ReasonDialogProps {
  title: string
  explanation: string
  action: string
  /** Reasons that one tap fills in. */
  suggestions?: readonly string[]
  danger?: boolean
  busy?: boolean
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Asks for the reason of a step that goes into the history. A native dialog: it holds the focus and Esc closes it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    title,
    explanation,
    action,
    suggestions = [],
    danger = false,
    busy = false,
    onConfirm,
    onClose,
  } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [reason, setReason] = useState('')

  // Closed while it is still on the page, it gives the focus back to where that was.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  const confirm = (event: SubmitEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') onConfirm(reason.trim())
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} onClose={onClose}>
      <form onSubmit={confirm}>
        <h2 id={`${id}-title`}>{title}</h2>
        <p className="muted">{explanation}</p>
        {suggestions.length > 0 && (
          <div className="dialog-suggestions">
            {suggestions.map((text) => (
              <button key={text} type="button" className="button" onClick={() => setReason(text)}>
                {text}
              </button>
            ))}
          </div>
        )}
        <label className="field">
          <span>{t('Reason')}</span>
          <input
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={200}
            autoComplete="off"
            required
          />
        </label>
        <DialogActions action={action} busy={busy} danger={danger} onClose={onClose} />
      </form>
    </dialog>
  )
}
