/** The state of a door for its screens: made anew when something changed, and the same object as long as nothing did. */
import type { OffReason } from '@/device/ownDevice'
import { noAnswer } from '@/http/result'

import type { Choice } from './choice'
import type { Contact } from './contact'
import type { Flush } from './flush'
import type { OpenedDoor } from './identity'
import { isWaiting, type Progress, type ScanItem, shownScan, type UndoItem } from './items'
import { newKey } from './newKey'
import type { Queue } from './queue'
import type { RosterSync } from './rosterSync'
import type { Scanning } from './scanning'
import type { DeskScan, DoorState, NewScan } from './types'

const MOST_ANSWERED = 200
const NONE: readonly never[] = []
const LACKS_GATE = noAnswer('No gate is chosen, so this was not taken.')

/** What a state is made of. */
export interface Parts extends Choice {
  slug: string
  door: OpenedDoor
  off: OffReason | null
  persisted: boolean | null
  queue: Queue
  flush: Flush
  scanning: Scanning
  sync: RosterSync
  contact: Contact
  isSignedOut: boolean
  isOutside: boolean
}

/** Tells those who listen, once for all that changes in one go. */
export class Snapshots {
  readonly #parts: () => Parts
  readonly #listeners = new Set<() => void>()
  readonly #scans = new ShownScans()
  #state: DoorState | null = null
  /** What the listeners know of: a screen that looks by itself in between must not keep it from the others. */
  #told: DoorState | null = null
  #isStale = true
  #isTelling = false

  constructor(parts: () => Parts) {
    this.#parts = parts
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same object as before where all of it is the same. */
  readonly state = (): DoorState => {
    if (this.#state === null || this.#isStale) {
      this.#isStale = false
      this.#state = this.#next(this.#state, this.#make(this.#parts()))
    }
    return this.#state
  }

  /** Something is another now. */
  change(): void {
    this.#isStale = true
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      const state = this.state()
      if (state === this.#told) return
      this.#told = state
      for (const listener of this.#listeners) listener()
    })
  }

  #next(before: DoorState | null, state: DoorState): DoorState {
    if (before === null) return state
    const roster = isSame(before.roster, state.roster) ? before.roster : state.roster
    const next = { ...state, roster }
    return isSame(before, next) ? before : next
  }

  #make(parts: Parts): DoorState {
    const { slug, door, off, persisted, queue, flush, sync, contact } = parts
    const { gate, direction, isSignedOut, isOutside } = parts
    const { heardAt } = contact
    return {
      ...{ slug, gate, direction, isSignedOut, isOutside, off, persisted },
      ...{ event: door.event, gates: door.gates, device: door.who.device },
      areas: sync.setup?.areas ?? NONE,
      passTypes: sync.setup?.pass_types ?? NONE,
      scans: this.#scans.of(parts),
      ...numbersOf(queue),
      isSending: flush.isSending,
      heldForOthers: queue.heldForOthers,
      isOnline: contact.isOnline,
      lastContact: heardAt === null ? null : Math.floor(heardAt / 1000) * 1000,
      roster: sync.state(),
      storage: queue.storage,
    }
  }
}

interface Shown extends Progress {
  item: ScanItem
  undo: UndoItem | undefined
  isSignedOut: boolean
  scan: DeskScan
}

/** The scans as they are shown. There may be thousands, and each change of one goes through all: so it is kept cheap. */
class ShownScans {
  readonly #shown = new Map<string, Shown>()
  #list: readonly DeskScan[] = []

  /** Newest first; each scan is the same object as before where nothing changed of it. */
  of(parts: Parts): readonly DeskScan[] {
    const items = parts.queue.items()
    const undos = new Map<string, UndoItem>()
    for (const item of items) if (item.kind === 'undo') undos.set(item.undoes, item)
    const list: DeskScan[] = []
    let answered = 0
    for (let nth = items.length - 1; nth >= 0; nth--) {
      const item = items[nth]
      if (item?.kind !== 'scan') continue
      if (item.state === 'answered' && ++answered > MOST_ANSWERED) continue
      list.push(this.#show(item, undos.get(item.key), parts))
    }
    if (this.#shown.size > list.length + MOST_ANSWERED) this.#shown.clear()
    if (list.length !== this.#list.length || list.some((scan, nth) => scan !== this.#list[nth]))
      this.#list = list
    return this.#list
  }

  #show(item: ScanItem, undo: UndoItem | undefined, parts: Parts): DeskScan {
    const { queue, flush, scanning, isSignedOut } = parts
    const saving = scanning.isSaving(item.key)
    const sending = flush.isOnItsWay(item.key)
    const tries = flush.triesOf(item.key)
    const storageFailed = queue.isUnstored(item.key)
    const known = this.#shown.get(item.key)
    const isSameItem = known?.item === item && known.undo === undo && known.isSignedOut === isSignedOut
    const isSameProgress = known?.saving === saving && known.sending === sending && known.tries === tries
    if (isSameItem && isSameProgress && known.storageFailed === storageFailed) return known.scan
    const progress: Progress = { saving, sending, tries, storageFailed }
    const scan = shownScan(item, progress, undo, isSignedOut)
    this.#shown.set(item.key, { item, undo, isSignedOut, scan, ...progress })
    return scan
  }
}

function numbersOf(queue: Queue): Pick<DoorState, 'waiting' | 'unsettled'> {
  const unanswered = queue.items().filter(isWaiting)
  const saving = unanswered.filter(({ key }) => queue.isSaving(key)).length
  return { waiting: unanswered.length - saving, unsettled: unanswered.length }
}

function isSame<T extends object>(a: T, b: T): boolean {
  return (Object.keys(b) as (keyof T)[]).every((name) => Object.is(a[name], b[name]))
}

/** What a scan without a gate comes to: said, and not kept. */
export function withoutGate(scan: NewScan, direction: Choice['direction']): DeskScan {
  return {
    ...{ key: newKey(), code: scan.code ?? null, registrant: scan.registrant ?? null, gate: 0, direction },
    ...{ override: scan.override ?? null, scannedAt: new Date().toISOString(), state: 'failed', tries: 0 },
    ...{ person: null, local: null, answer: null, failure: LACKS_GATE, storageFailed: false, undo: null },
  }
}
