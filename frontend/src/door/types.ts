/** Where the door's core and its screens meet. Words are those of the server; ids are the server's. */
import type {
  Area,
  Direction,
  Event,
  Gate,
  OwnDevice,
  PassType,
  RefusalReason,
  ScanAnswer,
  Status,
} from '@/api/types'
import type { OffReason } from '@/device/ownDevice'
import type { Failure } from '@/http/result'
import type { CountsStore } from '@/live/countsStore'

export type Outcome = ScanAnswer['outcome']

/** What is known when a code is read at a gate; the same as `Facts` in `checkin/rules.py`. */
export interface Facts {
  direction: Direction
  /** null: nobody has this code */
  status: Status | null
  retired: boolean
  requires_confirmation: boolean
  closed: boolean
  opens: boolean
  reentry: boolean
  inside: boolean
  entered_before: boolean
  full: boolean
  override: boolean
}

export interface Decision {
  outcome: Outcome
  reason: RefusalReason | null
  overridable: boolean
  overridden: boolean
}

/** That somebody was admitted to an area: the last scan there. */
export interface Presence {
  area: number
  inside: boolean
  /** ISO 8601 */
  at: string
  gate: number
  by: string
}

/** Somebody on the roster, as this device knows them now (what it has scanned itself included). */
export interface Person {
  id: number
  name: string
  company: string
  passType: { id: number; name: string; colour: string }
  status: Status
  orderRef: string
  attention: boolean
  note: string
  presences: readonly Presence[]
}

/** What the device decided by itself, and showed. */
export interface LocalVerdict extends Decision {
  /** The last admission or exit in this area before this scan. */
  previous: { at: string; gate: string; by: string; secondsAgo: number; sameDevice: boolean } | null
  /** When the roster was last known to be current (ms since 1970); null where there was none. */
  rosterAt: number | null
}

export type ScanState =
  /** being written to the device; nothing is shown yet */
  | 'saving'
  /** on the device, waits for its turn or for the server */
  | 'waiting'
  | 'sending'
  /** not sent before somebody signs in */
  | 'signed_out'
  /** the server has it and said what it is */
  | 'answered'
  /** the server will not take it; a person has to look */
  | 'failed'
  /** an unknown code, offline: not recorded before a person has decided (let in with a note, or hold) */
  | 'undecided'

export interface DeskScan {
  /** The idempotency key. */
  readonly key: string
  /** Null where the person was chosen by name. */
  readonly code: string | null
  readonly registrant: number | null
  readonly gate: number
  readonly direction: Direction
  readonly override: { reason: string } | null
  /** The server's time as well as the device knows it, ISO 8601. */
  readonly scannedAt: string
  readonly state: ScanState
  readonly tries: number
  readonly person: Person | null
  /** Null while the server is waited for (no roster yet, strict doors, unknown code while online). */
  readonly local: LocalVerdict | null
  readonly answer: ScanAnswer | null
  readonly failure: Failure | null
  /** Set where the scan could not be written to the device's storage: it lives in this page alone. */
  readonly storageFailed: boolean
  /** An undo that was asked for: on its way, done, or refused by the server. */
  readonly undo: 'waiting' | 'done' | 'refused' | null
}

export interface NewScan {
  code?: string
  registrant?: number
  override?: { reason: string }
}

/** How the device stands with the server and with its own storage. */
export interface DoorState {
  readonly slug: string
  readonly event: Event
  /** Those that may be scanned at here. */
  readonly gates: readonly Gate[]
  /** Empty before the first roster. */
  readonly areas: readonly Area[]
  /** Empty before the first roster. */
  readonly passTypes: readonly PassType[]
  /** The paired scanner that this is; null where a user scans. */
  readonly device: OwnDevice | null
  readonly gate: number | null
  readonly direction: Direction
  /** Newest first: everything unanswered, and the last 200 answered ones (they survive a reload). */
  readonly scans: readonly DeskScan[]
  /** Scans and undos on the disk that the server has not answered, those of other tabs included. */
  readonly waiting: number
  /** With those on their way to the disk: until none is left, nobody leaves, signs out or is updated. */
  readonly unsettled: number
  readonly isSending: boolean
  /** The server refused who we are: the queue is kept until somebody signs in. */
  readonly isSignedOut: boolean
  /** The event is closed to us: the role is gone. The queue is kept. */
  readonly isOutside: boolean
  /** Set where this scanner was switched off for good; what it holds is to be handed over. */
  readonly off: OffReason | null
  /** Unanswered scans of other users or devices in this browser: kept, and sent by nobody but them. */
  readonly heldForOthers: number
  /** False while the last contact is too old or a request has just failed. */
  readonly isOnline: boolean
  /** When the server last answered anything (ms since 1970). */
  readonly lastContact: number | null
  readonly roster: {
    state: 'none' | 'loading' | 'ready'
    size: number
    /** Of the people still to be loaded: for a progress bar. */
    total: number
    /** When it was last known to be current (ms since 1970). */
    at: number | null
  }
  /** Storage is refused or full: said, not hidden. */
  readonly storage: 'ok' | 'full' | 'unavailable'
  readonly persisted: boolean | null
}

/** The part of `DoorDesk` that screens use; a test can stand in for it. */
export interface Desk {
  readonly subscribe: (listener: () => void) => () => void
  /** Stable between changes, for useSyncExternalStore. */
  readonly state: () => DoorState
  readonly counts: CountsStore
  /** Takes a scan at once; its state is 'saving' until it is stored. Throws nothing. Needs a gate. */
  submit(scan: NewScan): DeskScan
  /** Records an 'undecided' scan as let in by a person. */
  letIn(key: string, reason: string): void
  /** Records an 'undecided' scan as the refusal it is. */
  hold(key: string): void
  /** Takes back the check-in that this scan was. Works offline. */
  undo(key: string, reason?: string): void
  /** Sends a 'failed' one again, with the same key. */
  retry(key: string): void
  /** There is a chance that sending works now: the network is back, the page is seen, somebody signed in. */
  hurry(): void
  /** Kept over a reload. */
  choose(part: { gate?: number | null; direction?: Direction }): void
  /** The roster's, with this device's own scans on top. */
  person(id: number): Person | null
  /** Whether somebody on the roster has this code, or had it; false while there is no roster. */
  knows(code: string): boolean
  /** Two letters at least; accents folded; every word is the start of a word of name or company. */
  search(query: string, limit?: number): Person[]
  /** The others with the same order, by name. */
  party(id: number): Person[]
  /** The server's time as well as it is known here. */
  now(): number
  /** Null: the server takes this browser for those who opened the door. To be asked before anything is written. */
  trusted(): Promise<Failure | null>
  stop(): void
}
