import { t } from '@/i18n/t'
import type { DoorState } from '@/door/types'
import { Icon } from '@/ui/Icon'

interface ReadyCardProps {
  state: DoorState
  isPaused: boolean
  untaken: string | null
  onResume: () => void
}

/** The place of the verdict while there is none: what the door waits for. */
export function ReadyCard({ state, isPaused, untaken, onResume }: ReadyCardProps) {
  const { headline, line } = wordsOf(state, isPaused)
  return (
    <section className="verdict verdict-ready" aria-label={t('Verdict')}>
      <Icon name={isPaused ? 'pause' : 'scan'} size={56} />
      <p className="verdict-headline">{headline}</p>
      <p className={untaken === null ? 'verdict-line' : 'verdict-line verdict-untaken'}>{untaken ?? line}</p>
      <p className="verdict-event">{state.event.name}</p>
      {isPaused && (
        <button type="button" className="button button-primary door-button" onClick={onResume}>
          {t('Resume')}
        </button>
      )}
    </section>
  )
}

function wordsOf({ gate, direction }: DoorState, isPaused: boolean): { headline: string; line: string } {
  if (gate === null) return { headline: t('Choose your gate'), line: t('Every scan belongs to a gate.') }
  if (isPaused) return { headline: t('Paused'), line: t('No code is taken.') }
  if (direction === 'exit')
    return { headline: t('Ready to scan exits'), line: t('Who is scanned here leaves.') }
  return { headline: t('Ready to scan'), line: t('Scan a pass, or type its code and press Enter.') }
}
