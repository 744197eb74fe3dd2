/** What stands in the queue: scans and undos, as they are stored, sent and shown. */
import type { Direction, ScanAnswer, ScanRequest, Status } from '@/api/types'
import type { Failure } from '@/http/result'

import type { DeskScan, LocalVerdict, Outcome, Person } from './types'

interface Queued {
  /** The order of all that this browser queued; given by the store. */
  seq: number
  /** Of a scan its idempotency key; of an undo a key of its own. */
  key: string
  slug: string
  /** Who scanned (`device:5`, `user:3`): it is sent as nobody else. */
  who: string
  /** Grows with every change, so that of two tabs' news the later one stays. */
  version: number
  state: 'waiting' | 'undecided' | 'answered' | 'failed'
  failure: Failure | null
  /** When the answer came, by this device's own clock: ms since 1970. */
  answeredAt: number | null
}

export interface ScanItem extends Queued {
  kind: 'scan'
  code: string | null
  registrant: number | null
  gate: number
  area: number | null
  direction: Direction
  override: { reason: string } | null
  scannedAt: string
  /** Whom the roster knew by this code, as they were before the scan. */
  person: Person | null
  /** What the device made of it, shown or not; null where it knew nothing. */
  predicted: LocalVerdict | null
  /** The prediction was shown before the server spoke: the server is told. */
  shown: boolean
  /** A request with this key was made, so the server may have it as it was then. */
  attempted: boolean
  answer: ScanAnswer | null
}

export interface UndoItem extends Queued {
  kind: 'undo'
  /** The key of the scan that is taken back. */
  undoes: string
  reason: string
  /** Who was checked in, and what they go back to as far as this device knows. */
  registrant: number | null
  statusBefore: Status
}

export type QueueItem = ScanItem | UndoItem

/** As it is sent. `decided` is what the device showed by itself. */
export function requestOf(item: ScanItem): ScanRequest {
  const decided = decidedOf(item)
  return {
    ...(item.registrant === null ? { code: item.code ?? '' } : { registrant: item.registrant }),
    gate: item.gate,
    direction: item.direction,
    idempotency_key: item.key,
    scanned_at: item.scannedAt,
    ...(item.override === null ? {} : { override: item.override }),
    ...(decided === null ? {} : { decided }),
  }
}

/** What the device has decided and shown by itself; null where it waited for the server, or for a person. */
export function decidedOf(item: ScanItem): Outcome | null {
  return item.shown && item.state !== 'undecided' ? (item.predicted?.outcome ?? null) : null
}

/** The server is still owed it, or has not answered it. */
export function isWaiting(item: QueueItem): boolean {
  return item.state === 'waiting'
}

/** Of no one's answer or decision yet: whoever signs out leaves it behind. */
export function isUnanswered(item: QueueItem): boolean {
  return item.state === 'waiting' || item.state === 'undecided'
}

/** Whom it concerns: the server knows best. */
export function personIdOf(item: QueueItem): number | null {
  if (item.kind === 'undo') return item.registrant
  return item.answer?.registrant?.id ?? item.person?.id ?? item.registrant
}

/** What a scan came to, as far as it is known: the server's word, or what this device expects it to be. */
export function outcomeOf(item: ScanItem): Outcome | null {
  if (item.answer !== null) return item.answer.outcome
  return item.state === 'waiting' ? (item.predicted?.outcome ?? null) : null
}

/** What only this page knows of an item. */
export interface Progress {
  saving: boolean
  sending: boolean
  tries: number
  storageFailed: boolean
}

export function shownScan(
  item: ScanItem,
  progress: Progress,
  undo: UndoItem | undefined,
  isSignedOut: boolean,
): DeskScan {
  return {
    key: item.key,
    code: item.code,
    registrant: item.registrant,
    gate: item.gate,
    direction: item.direction,
    override: item.override,
    scannedAt: item.scannedAt,
    state: stateOf(item, progress, isSignedOut),
    tries: progress.tries,
    person: item.person,
    local: item.shown && !progress.saving ? item.predicted : null,
    answer: item.answer,
    failure: item.failure,
    storageFailed: progress.storageFailed,
    undo: undo === undefined ? null : undoStateOf(undo),
  }
}

function stateOf(item: ScanItem, progress: Progress, isSignedOut: boolean): DeskScan['state'] {
  if (progress.saving) return 'saving'
  if (item.state !== 'waiting') return item.state
  if (item.answer !== null) return 'answered' // only what was shown meanwhile is still to be told
  if (isSignedOut) return 'signed_out'
  return progress.sending ? 'sending' : 'waiting'
}

function undoStateOf(undo: UndoItem): DeskScan['undo'] {
  if (undo.state === 'answered') return 'done'
  return undo.state === 'failed' ? 'refused' : 'waiting'
}
