import type { DeskScan } from '@/door/types'
import { REASON_WORDS } from '@/format/words'
import { t, type Phrase } from '@/i18n/t'
import { ReasonDialog } from '@/ui/ReasonDialog'

const SUGGESTIONS: readonly Phrase[] = ['Checked in person', 'Organiser agreed', 'Left without a scan']

interface OverrideDialogProps {
  scan: DeskScan
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Lets somebody in despite a refusal: a new scan, with a reason that is stored. */
export function OverrideDialog({ scan, onConfirm, onClose }: OverrideDialogProps) {
  const reason = (scan.answer ?? scan.local)?.reason
  const name = scan.answer?.registrant?.name ?? scan.person?.name ?? scan.code ?? t('this person')
  return (
    <ReasonDialog
      title={t('Let {name} in?', { name })}
      explanation={t('Refused: {why}. The reason is kept with the scan.', {
        why: reason ? t(REASON_WORDS[reason]) : t('see the card'),
      })}
      action={t('Let in')}
      suggestions={SUGGESTIONS.map((reason) => t(reason))}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  )
}
