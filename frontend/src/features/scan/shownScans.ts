/**
 * Which scan is on the card. A new scan takes the place of any other, save one that waits for a decision and one that
 * the server contradicted: those stay until somebody has dealt with them, and the new one follows. Each scan is also
 * said and heard once: a cue goes out when its verdict is there, and again only when the verdict becomes another.
 */
import type { DeskScan, DoorState, Person } from '@/door/types'
import { type Feedback, feedbackFor } from '@/feedback/feedback'
import { type Standing, standingOf, type Verdict, verdictOf } from '@/verdict/verdict'

export interface ShownScan {
  scan: DeskScan
  verdict: Verdict
  /** The others of one order that were scanned with it. */
  others: readonly { scan: DeskScan; verdict: Verdict }[]
  /** Who else came with the same order and is not in yet. */
  party: readonly Person[]
  /** Cards that wait behind this one. */
  more: number
}

/** What is needed of the desk. */
export interface Desk {
  subscribe: (listener: () => void) => () => void
  state: () => DoorState
  party: (id: number) => readonly Person[]
}

export interface Heard {
  key: string
  verdict: Verdict
  /** The first that is heard of this scan. */
  isNew: boolean
}

interface Tracked {
  scan: DeskScan
  verdict: Verdict
  isClosed: boolean
}

/** Of several that go together the one that most needs a person is on the card. */
const GRAVITY: Verdict['fill'][] = ['outline', 'slate', 'teal', 'amber', 'red']

export class ShownScans {
  readonly #desk: Desk
  #onHeard: (heard: Heard) => void = () => undefined
  readonly #listeners = new Set<() => void>()
  /** Newest first, as on the desk. What was there before this page is not shown again. */
  #tracked = new Map<string, Tracked>()
  #groups: (readonly string[])[] = []
  #shown: ShownScan | null = null
  #timer: { of: string; id: ReturnType<typeof setTimeout> } | null = null
  #standing: Standing | null = null

  constructor(desk: Desk) {
    this.#desk = desk
    for (const scan of desk.state().scans) this.#track(scan, scan.state !== 'undecided')
    this.#choose()
  }

  /** Follows the desk until the answer is called. */
  start(onHeard: (heard: Heard) => void): () => void {
    this.#onHeard = onHeard
    const leave = this.#desk.subscribe(() => this.#follow())
    this.#follow()
    return () => {
      leave()
      clearTimeout(this.#timer?.id)
      this.#timer = null
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): ShownScan | null => this.#shown

  /** Somebody has seen it: the card, with all that is on it, makes room. */
  readonly dismiss = (): void => {
    if (this.#shown === null) return
    for (const { scan } of [this.#shown, ...this.#shown.others]) this.#close(scan.key)
    this.#choose()
  }

  /** As `dismiss`, but not where a decision is wanted. */
  clear(): void {
    if (this.#shown?.verdict.kind !== 'unknown_offline') this.dismiss()
  }

  /** Clears every contradiction at once: they stay on the list of the last scans. */
  dismissAll(): void {
    for (const key of this.#tracked.keys()) this.#close(key)
    this.#choose()
  }

  /** Scans of one order share a card. */
  together(keys: readonly string[]): void {
    this.#groups = [...this.#groups.slice(-9), keys]
    this.#choose()
  }

  #follow(): void {
    const standing = standingOf(this.#desk.state())
    const isOther = !isSame(standing, this.#standing)
    this.#standing = standing
    const heard: Heard[] = []
    const tracked = new Map<string, Tracked>()
    for (const scan of this.#desk.state().scans) {
      const known = this.#tracked.get(scan.key)
      const isClosed = known?.isClosed ?? isFromElsewhere(scan)
      const next = known?.scan === scan && !isOther ? known : this.#track(scan, isClosed)
      if (known !== next) this.#hear(known, next, heard)
      tracked.set(scan.key, next)
    }
    this.#tracked = tracked
    // Oldest first, so that the newest has the last word.
    for (const one of heard.reverse()) this.#onHeard(one)
    this.#choose()
  }

  #track(scan: DeskScan, isClosed: boolean): Tracked {
    const standing = this.#standing ?? standingOf(this.#desk.state())
    const tracked = { scan, verdict: verdictOf(scan, standing), isClosed }
    this.#tracked.set(scan.key, tracked)
    return tracked
  }

  /** Offline or online, an admission sounds the same and is said once. */
  #hear(known: Tracked | undefined, next: Tracked, heard: Heard[]): void {
    const { scan, verdict } = next
    if (known === undefined && isFromElsewhere(scan)) return
    const isNew = known === undefined || known.scan.state === 'saving'
    if (scan.state === 'saving' || (!isNew && says(known.verdict) === says(verdict))) return
    if (verdict.kind === 'contradicted' || verdict.kind === 'technical') next.isClosed = false
    const { key } = scan
    const isOld = next.isClosed && verdict.kind !== 'undone'
    const isEcho = !isNew && sounds(verdict) !== null && sounds(known.verdict) === sounds(verdict)
    // Many that come back contradicted together are one noise.
    const isNoise =
      verdict.kind === 'contradicted' && heard.some((other) => other.verdict.kind === verdict.kind)
    if (!isOld && !isEcho && !isNoise) heard.push({ key, verdict, isNew })
  }

  #close(key: string): void {
    const tracked = this.#tracked.get(key)
    if (tracked !== undefined) tracked.isClosed = true
  }

  #choose(): void {
    const open = [...this.#tracked.values()].filter(
      ({ isClosed, scan }) => !isClosed && scan.state !== 'saving',
    )
    const holding = open.filter(({ verdict }) => verdict.holds)
    // The one that is held goes on being held; then the oldest, which has waited longest.
    const held = holding.find(({ scan }) => scan.key === this.#shown?.scan.key) ?? holding.at(-1)
    const first = held ?? open[0]
    if (held === undefined) this.#closeOlder(open)
    this.#show(first === undefined ? null : this.#cardOf(first, Math.max(0, holding.length - 1)))
  }

  #cardOf(first: Tracked, more: number): ShownScan {
    const [head = first, ...others] = this.#groupOf(first)
    const { scan, verdict } = head
    const mayBring = scan.person !== null && verdict.kind.startsWith('admitted')
    const party = mayBring ? this.#desk.party(scan.person.id).filter(isExpected) : []
    // The others of the order are offered for as long as somebody may want them.
    const staysMs = party.length > 0 ? null : verdict.staysMs
    return {
      scan,
      verdict: staysMs === verdict.staysMs ? verdict : { ...verdict, staysMs },
      others,
      party,
      more,
    }
  }

  /** What a newer scan has replaced does not come back, unless the newer one was a slip of the hand. */
  #closeOlder([first, ...older]: readonly Tracked[]): void {
    if (first === undefined) return
    const isSlip = first.verdict.kind === 'repeat'
    const group = this.#groupOf(first)
    for (const one of older) {
      if (!group.includes(one) && !(isSlip && one.verdict.staysMs === null)) one.isClosed = true
    }
  }

  #groupOf(first: Tracked): Tracked[] {
    const keys = this.#groups.find((group) => group.includes(first.scan.key)) ?? []
    const members = keys.flatMap((key) => this.#tracked.get(key) ?? [])
    if (members.length < 2) return [first]
    return members.sort((a, b) => GRAVITY.indexOf(b.verdict.fill) - GRAVITY.indexOf(a.verdict.fill))
  }

  #show(shown: ShownScan | null): void {
    this.#time(shown)
    if (isSameCard(this.#shown, shown)) return
    this.#shown = shown
    for (const listener of this.#listeners) listener()
  }

  /** The time runs from when the verdict was first up; news of the same verdict does not prolong it. */
  #time(shown: ShownScan | null): void {
    const staysMs = shown?.verdict.staysMs ?? null
    const of = shown === null || staysMs === null ? null : `${shown.scan.key} ${staysMs}`
    if (this.#timer !== null && this.#timer.of !== of) {
      clearTimeout(this.#timer.id)
      this.#timer = null
    }
    if (of !== null && staysMs !== null) this.#timer ??= { of, id: setTimeout(this.#expire, staysMs) }
  }

  readonly #expire = (): void => {
    this.#timer = null
    this.dismiss()
  }
}

function isSame(a: Standing, b: Standing | null): boolean {
  return b?.isOnline === a.isOnline && b.isStrict === a.isStrict
}

/** Every scan of this page is stored first: what comes in another state was made earlier or in another tab, and shown there. */
function isFromElsewhere({ state }: DeskScan): boolean {
  return state !== 'saving' && state !== 'undecided'
}

function isExpected({ status }: Person): boolean {
  return status === 'registered' || status === 'confirmed'
}

/** Null: silence. */
function sounds({ kind }: Verdict): Feedback | null {
  const feedback = kind === 'waiting' || kind === 'undone' ? null : feedbackFor(kind)
  return feedback?.tones.length ? feedback : null
}

/** What is heard again only when it changes. */
function says({ kind, headline }: Verdict): string {
  return kind === 'waiting' ? headline : kind
}

function isSameCard(a: ShownScan | null, b: ShownScan | null): boolean {
  if (a === null || b === null) return a === b
  return a.scan === b.scan && a.more === b.more && cardText(a) === cardText(b)
}

function cardText({ verdict, others, party }: ShownScan): string {
  return JSON.stringify([verdict, others.map((other) => other.verdict), party.map(({ id }) => id)])
}
