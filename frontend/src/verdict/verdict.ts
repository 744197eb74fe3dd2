/** From what device and server say of a scan to what the person at the door sees and hears. */
import { t } from '@/i18n/t'
import type { RefusalReason, ScanAnswer } from '@/api/types'
import type { DeskScan, DoorState, LocalVerdict, Outcome, Person } from '@/door/types'
import { formatAgo, formatClock } from '@/format/time'
import { describe } from '@/http/result'

import { type Look, LOOKS, type VerdictKind } from './looks'
import { REFUSALS, type Refusal } from './refusals'

export interface Verdict extends Look {
  kind: VerdictKind
  headline: string
  /** Whose pass it is, or the code where nobody is known. */
  name: string
  lines: string[]
  /** What somebody wrote on the person, for the door to see. */
  note: string | null
  /** That the server does not know of it yet, and what that means. */
  band: string | null
  /** When, where and by whom the code was last read. */
  previous: string | null
  /** The server has it, and agrees. */
  isSaved: boolean
}

/** How the device stood when the scan is looked at. */
export interface Standing {
  zone: string
  isOnline: boolean
  /** The event's doors ask the server first: a verdict of the device alone is second best. */
  isStrict: boolean
}

/** One end of a scan, from the server or from the device itself. */
interface End {
  outcome: Outcome
  reason: RefusalReason | null
  overridden: boolean
  message: string
  previous: { at: string; gate: string; by: string; secondsAgo: number; sameDevice: boolean } | null
}

/** What is said of a refusal, in the language of the page. */
type RefusalText = Pick<Refusal, 'kind'> & Record<'headline' | 'advice' | 'but', string>

/** A second read at the same device within this time is a slip of the hand, not a second guest. */
const SLIP_SECONDS = 10

export function standingOf({ event, isOnline }: DoorState): Standing {
  return { zone: event.timezone, isStrict: event.strict_doors, isOnline }
}

export function verdictOf(scan: DeskScan, standing: Standing): Verdict {
  if (scan.undo !== null && !isContradicted(scan)) return undone(scan)
  if (scan.state === 'undecided') return undecided(scan, standing)
  if (scan.state === 'failed' && scan.failure !== null) {
    return make('technical', scan, t('Not taken'), [describe(scan.failure)])
  }
  const end = endOf(scan)
  if (end === null) return unanswered(scan)
  if (isContradicted(scan)) return contradicted(scan, end, standing.zone)
  if (end.outcome === 'refused') return refused(scan, end, standing)
  return passed(scan, end, standing)
}

/** The server came to another end than the one that was shown at the door. */
export function isContradicted({ local, answer }: DeskScan): boolean {
  return local !== null && answer !== null && local.outcome !== answer.outcome
}

function passed(scan: DeskScan, end: End, standing: Standing): Verdict {
  const lines = passLines(scan)
  const band = bandOf(scan, standing)
  const note = noteOf(scan.person)
  if (end.outcome === 'exited') return make('exited', scan, t('Exit'), lines, { band })
  const kind = note !== null ? 'admitted_note' : band !== null ? 'admitted_offline' : 'admitted'
  const headline = end.overridden
    ? t('Let in by override')
    : end.previous === null
      ? t('Checked in')
      : t('Back inside')
  return make(kind, scan, headline, lines, { band, note })
}

function refused(scan: DeskScan, end: End, standing: Standing): Verdict {
  const previous = previousLine(end.previous, standing.zone)
  const band = bandOf(scan, standing)
  if (isSlip(end)) return make('repeat', scan, t('You just scanned this'), passLines(scan), { previous })
  const { kind, headline, advice } = refusalOf(end)
  const note = noteOf(scan.person)
  return make(kind, scan, headline, linesOf(scan, advice), { previous, band, note })
}

function contradicted(scan: DeskScan, end: End, zone: string): Verdict {
  const previous = previousLine(end.previous, zone)
  const note = end.outcome === 'exited' ? null : noteOf(scan.person)
  if (end.outcome !== 'refused') {
    const may = end.outcome === 'exited' ? t('Was refused, but may leave') : t('Was refused, but may enter')
    const { fill } = LOOKS.admitted
    return { ...make('contradicted', scan, may, passLines(scan), { previous, note }), fill }
  }
  const { kind, but, advice } = refusalOf(end)
  const headline =
    scan.local?.outcome === 'exited'
      ? t('Was let out, but {what}', { what: but })
      : t('Was let in, but {what}', { what: but })
  const verdict = make('contradicted', scan, headline, linesOf(scan, advice), { previous, note })
  return { ...verdict, fill: LOOKS[kind].fill }
}

function undecided(scan: DeskScan, { zone }: Standing): Verdict {
  const rosterAt = scan.local?.rosterAt ?? null
  const headline =
    rosterAt === null
      ? t('Scanned without a list')
      : t('Not in the list of {time}', { time: formatClock(rosterAt, zone) })
  return make('unknown_offline', scan, headline, [t('The server cannot be asked now. You decide.')])
}

function undone(scan: DeskScan): Verdict {
  if (scan.undo !== 'refused') return make('undone', scan, t('Check-in taken back'), passLines(scan))
  const why = t('The check-in stands: somebody has changed it since.')
  return make('technical', scan, t('Not taken back'), [why])
}

function unanswered(scan: DeskScan): Verdict {
  if (scan.state === 'signed_out') {
    return make('technical', scan, t('Signed out'), [t('This scan is kept. Sign in to send it.')])
  }
  if (scan.tries > 1 || (scan.state === 'waiting' && scan.tries > 0)) {
    return make('waiting', scan, t('No answer yet'), [t('This scan is kept and sent again by itself.')])
  }
  return make('waiting', scan, t('Checking'), [])
}

function make(
  kind: VerdictKind,
  scan: DeskScan,
  headline: string,
  lines: string[],
  rest: Partial<Pick<Verdict, 'note' | 'band' | 'previous'>> = {},
): Verdict {
  const name = scan.answer?.registrant?.name ?? scan.person?.name ?? scan.code ?? ''
  const isSaved = scan.answer !== null && kind !== 'contradicted' && scan.undo !== 'waiting'
  return {
    ...LOOKS[kind],
    kind,
    headline,
    name,
    lines,
    note: null,
    band: null,
    previous: null,
    isSaved,
    ...rest,
  }
}

function endOf({ answer, local }: DeskScan): End | null {
  if (answer !== null) return endOfAnswer(answer)
  return local === null ? null : endOfLocal(local)
}

function endOfAnswer({ outcome, reason, overridden, message, previous }: ScanAnswer): End {
  return { outcome, reason, overridden, message, previous: previous === null ? null : before(previous) }
}

function before({
  seconds_ago,
  same_device,
  ...where
}: NonNullable<ScanAnswer['previous']>): End['previous'] {
  return { ...where, secondsAgo: seconds_ago, sameDevice: same_device }
}

function endOfLocal({ outcome, reason, overridden, previous }: LocalVerdict): End {
  return { outcome, reason, overridden, message: '', previous }
}

/** A newer server may know reasons that this build does not: then its own words have to do. */
function refusalOf({ reason, message }: End): RefusalText {
  const known = reason === null ? undefined : (REFUSALS as Partial<typeof REFUSALS>)[reason]
  if (known === undefined)
    return { kind: 'refused', headline: t('Refused'), advice: message, but: t('is refused') }
  const { kind, headline, advice, but } = known
  return { kind, headline: t(headline), advice: advice === null ? '' : t(advice), but: t(but) }
}

/** The same code again at the same device, moments after it was let in. */
function isSlip({ reason, previous }: End): boolean {
  if (previous === null || !previous.sameDevice || previous.secondsAgo >= SLIP_SECONDS) return false
  return reason === 'already_inside' || reason === 'already_used'
}

function passLines({ answer, person }: DeskScan): string[] {
  const pass = answer?.registrant?.pass_type.name ?? person?.passType.name
  if (pass === undefined) return []
  const company = answer?.registrant?.company ?? person?.company
  return [[pass, company].filter(Boolean).join(' · ')]
}

function linesOf(scan: DeskScan, advice: string): string[] {
  return [...passLines(scan), advice].filter(Boolean)
}

function noteOf(person: Person | null): string | null {
  if (person === null) return null
  if (person.note !== '') return person.note
  return person.attention ? t('Needs attention') : null
}

/** Nothing where the server has it, or is about to. */
function bandOf(scan: DeskScan, { isOnline, isStrict, zone }: Standing): string | null {
  if (scan.answer !== null || scan.local === null) return null
  if (scan.storageFailed) return t('This phone cannot store it: keep this page open until it is sent')
  if (scan.state === 'signed_out') return t('Signed out: saved on this phone, sign in to send it')
  if (isOnline && !isStrict && scan.tries <= 1 && scan.failure === null) return null
  if (scan.local.outcome !== 'refused') return t('Saved on this phone, will sync')
  const { rosterAt } = scan.local
  if (rosterAt === null) return t('Without a list, and without the server')
  return t('By the list of {time}, without the server', { time: formatClock(rosterAt, zone) })
}

function previousLine(previous: End['previous'], zone: string): string | null {
  if (previous === null) return null
  const ago = t('{time} ago', { time: formatAgo(previous.secondsAgo) })
  return [
    formatClock(previous.at, zone),
    previous.gate,
    ago,
    previous.by && t('by {name}', { name: previous.by }),
  ]
    .filter(Boolean)
    .join(' · ')
}
