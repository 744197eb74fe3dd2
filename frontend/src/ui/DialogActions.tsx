import { t } from '@/i18n/t'

interface DialogActionsProps {
  /** What the main button says. It sends the form around it, where there is no `onAct`. */
  action: string
  busy: boolean
  danger?: boolean
  onAct?: () => void
  onClose: () => void
}

/** The end of a dialog: back, or do it. */
export function DialogActions({ action, busy, danger = false, onAct, onClose }: DialogActionsProps) {
  return (
    <div className="dialog-actions">
      <button type="button" className="button" onClick={onClose}>
        {t('Back')}
      </button>
      <button
        type={onAct ? 'button' : 'submit'}
        className={`button ${danger ? 'button-danger' : 'button-primary'}`}
        disabled={busy}
        onClick={onAct}
      >
        {action}
      </button>
    </div>
  )
}
