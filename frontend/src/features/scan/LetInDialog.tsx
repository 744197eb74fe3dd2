import { t, type Phrase } from '@/i18n/t'
import { ReasonDialog } from '@/ui/ReasonDialog'

const SUGGESTIONS: readonly Phrase[] = ['Has an invitation', 'On the printed list', 'Organiser agreed']

interface LetInDialogProps {
  code: string
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Lets somebody in whose code this device does not know, while the server cannot be asked. */
export function LetInDialog({ code, onConfirm, onClose }: LetInDialogProps) {
  return (
    <ReasonDialog
      title={t('Let {name} in?', { name: code })}
      explanation={t(
        'The code is not in the list on this device. The note goes to the organiser, with the scan.',
      )}
      action={t('Let in')}
      suggestions={SUGGESTIONS.map((reason) => t(reason))}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  )
}
