import { t } from '@/i18n/t'
import type { CSSProperties } from 'react'

import { useDoor } from '@/door/context'
import type { DeskScan, Person } from '@/door/types'
import { Icon } from '@/ui/Icon'
import type { Verdict } from '@/verdict/verdict'

import { PartyForm } from './PartyForm'
import { ReadyCard } from './ReadyCard'
import type { ShownScan } from './shownScans'
import { VerdictActions } from './VerdictActions'

/** What can be done from the card. */
export interface CardActions {
  dismiss: () => void
  dismissAll: () => void
  override: (scan: DeskScan) => void
  letIn: (scan: DeskScan) => void
  hold: (scan: DeskScan) => void
  retry: (scan: DeskScan) => void
  checkIn: (people: readonly Person[]) => void
  resume: () => void
}

interface VerdictCardProps {
  card: ShownScan | null
  isPaused: boolean
  /** Why the last code was not taken. */
  untaken: string | null
  actions: CardActions
}

/** The verdict, large enough for an arm's length: colour, icon and words say the same. */
export function VerdictCard({ card, isPaused, untaken, actions }: VerdictCardProps) {
  const { state } = useDoor()
  if (card === null || untaken !== null) {
    return <ReadyCard state={state} isPaused={isPaused} untaken={untaken} onResume={actions.resume} />
  }
  const { scan, verdict, others, party } = card
  return (
    <section
      key={`${scan.key} ${verdict.kind === 'contradicted' ? 'again' : ''}`}
      className={`verdict verdict-${verdict.fill} verdict-kind-${verdict.kind}`}
      aria-label={t('Verdict')}
    >
      <p className="verdict-headline">
        <VerdictIcons verdict={verdict} />
        {verdict.headline}
      </p>
      <p className="verdict-name" style={{ '--longest': widestOf(verdict.name) } as CSSProperties}>
        {verdict.name}
      </p>
      {verdict.lines.map((line) => (
        <p key={line} className="verdict-line">
          {line}
        </p>
      ))}
      {verdict.previous !== null && (
        // A dot ends a line and never begins one.
        <p className="verdict-previous">{verdict.previous.replaceAll(' · ', '\u00a0· ')}</p>
      )}
      <VerdictBands verdict={verdict} />
      {others.length > 0 && (
        <ul className="verdict-others" aria-label={t('In the same order')}>
          {others.map((other) => (
            <li key={other.scan.key}>
              <Icon name={other.verdict.icon} /> <strong>{other.verdict.name}</strong>{' '}
              {other.verdict.headline}
            </li>
          ))}
        </ul>
      )}
      {party.length > 0 && <PartyForm key={scan.key} party={party} onCheckIn={actions.checkIn} />}
      {verdict.isSaved && (
        <p className="verdict-saved">
          <Icon name="check" size={16} />
          {t('saved')}
        </p>
      )}
      <VerdictActions card={card} actions={actions} />
    </section>
  )
}

/** With a note there is a mark more, and without the server another: nothing is said by colour alone. */
function VerdictIcons({ verdict }: { verdict: Verdict }) {
  return (
    <span className="verdict-icons">
      <Icon name={verdict.icon} size={40} />
      {verdict.note !== null && <Icon name="attention" size={28} />}
      {(verdict.band !== null || verdict.kind === 'unknown_offline') && <Icon name="cloud_off" size={28} />}
    </span>
  )
}

function VerdictBands({ verdict: { note, band } }: { verdict: Verdict }) {
  return (
    <>
      {note !== null && (
        <p className="verdict-band verdict-note">
          <Icon name="attention" size={24} />
          {note}
        </p>
      )}
      {band !== null && (
        <p className="verdict-band verdict-offline">
          <Icon name="cloud_off" size={24} />
          {band}
        </p>
      )}
    </>
  )
}

/** Characters as wide as two letters; a line may break between them, but a name of three should not. */
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/gu

/** Beyond so many lines a name leaves no room for the buttons. */
const LINES = 4

/** The name is as large as its longest word allows, and smaller where it would have too many lines. */
function widestOf(name: string): number {
  const words = name.split(/[\s-]+/)
  return Math.max(1, lettersOf(name) / LINES, ...words.map(lettersOf))
}

function lettersOf(words: string): number {
  return words.length + (words.match(WIDE) ?? []).length
}
