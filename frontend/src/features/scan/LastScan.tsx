import { t } from '@/i18n/t'
import { useDoor } from '@/door/context'
import { formatSeconds } from '@/format/time'
import { Icon } from '@/ui/Icon'
import { useNow } from '@/ui/useNow'
import { standingOf, type Verdict, verdictOf } from '@/verdict/verdict'

import { lastScan, undoable } from './undoable'

interface LastScanProps {
  isTyping: boolean
  /** Shows and hides the field for a code; left out where it is always there. */
  onTyping?: () => void
}

/** The last scan in one line, which stays when its card is gone; for ten seconds one tap takes it back. */
export function LastScan({ isTyping, onTyping }: LastScanProps) {
  const { state, desk } = useDoor()
  // Renewed each second, so that the offer ends in time.
  useNow()
  const scan = lastScan(state.scans)
  const canUndo = undoable(scan, desk.now()) !== null
  const verdict = scan === undefined ? null : verdictOf(scan, standingOf(state))
  return (
    <div className="last-scan">
      {onTyping && (
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-pressed={isTyping}
          onClick={onTyping}
        >
          <Icon name="keyboard" size={24} />
          <span className="visually-hidden">{t('Type a code')}</span>
        </button>
      )}
      {scan !== undefined && verdict !== null && (
        <p className={`last-scan-words last-${verdict.fill}`}>
          <Icon name={verdict.icon} size={16} />
          <span className="last-scan-time">{formatSeconds(scan.scannedAt, state.event.timezone)}</span>{' '}
          <span className="last-scan-name">{verdict.name}</span>{' '}
          <span className="last-scan-end">{endOf(verdict)}</span>
        </p>
      )}
      {scan !== undefined && canUndo && (
        <button type="button" className="button last-scan-undo" onClick={() => desk.undo(scan.key)}>
          <Icon name="undo" />
          {t('Undo')}
        </button>
      )}
    </div>
  )
}

/** In as few words as there is room for. */
function endOf({ kind, headline }: Verdict): string {
  if (kind === 'exited') return t('out|the last scan')
  return kind.startsWith('admitted') ? t('in|the last scan') : headline
}
