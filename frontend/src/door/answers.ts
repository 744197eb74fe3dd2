/** What the answers to a queue's requests say of each item. They are read with care: proxies answer too. */
import type { ScanAnswer, ScanRequest } from '@/api/types'
import { type Failure, isTemporary, noAnswer, type Problem, type Result, statusOf } from '@/http/result'

import { decidedOf, type QueueItem, type ScanItem } from './items'
import { nextMoment } from './moments'
import type { Change } from './queue'

const OUTCOMES: ReadonlySet<unknown> = new Set<ScanAnswer['outcome']>(['admitted', 'exited', 'refused'])
export const UNREADABLE = noAnswer('The server sent something that is no answer.')

/** What one item came to; null: nothing was said of it, so it stays where it is. */
export type Settled = { answer: ScanAnswer } | { failure: Failure } | null

/** By key. An answer that is out of shape settles nothing. */
export function settledByKey(value: unknown): ReadonlyMap<string, Settled> {
  const results = isObject(value) && Array.isArray(value['results']) ? (value['results'] as unknown[]) : []
  const found = new Map<string, Settled>()
  for (const result of results) {
    if (!isObject(result) || typeof result['idempotency_key'] !== 'string') continue
    found.set(result['idempotency_key'], settled(result))
  }
  return found
}

function settled(result: Record<string, unknown>): Settled {
  if (isAnswer(result)) return { answer: result as unknown as ScanAnswer }
  if (typeof result['status'] !== 'number' || typeof result['code'] !== 'string') return null
  const failure: Failure = { kind: 'problem', problem: result as unknown as Problem, retryAfterMs: null }
  return isTemporary(failure) ? null : { failure }
}

function isAnswer(result: Record<string, unknown>): boolean {
  const { registrant } = result
  return (
    OUTCOMES.has(result['outcome']) &&
    isObject(result['gate']) &&
    typeof result['scanned_at'] === 'string' &&
    (registrant === null || (isObject(registrant) && typeof registrant['id'] === 'number'))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** How the answer to this very request changes a scan, as it stands by then. */
export function changeBy(sent: ScanRequest, came: Exclude<Settled, null>): Change {
  return (item) => {
    if (item.kind !== 'scan' || item.state === 'answered') return null
    if ('failure' in came) return { ...item, state: 'failed', failure: came.failure }
    const state = isToBeTold(item, sent, came.answer) ? 'waiting' : 'answered'
    const shown = item.shown && item.state !== 'undecided' // which was a question, and this answers it
    return { ...item, state, shown, answer: came.answer, failure: null, answeredAt: nextMoment() }
  }
}

/**
 * The door let somebody pass while this request was on its way, and the server has refused them without knowing that. The
 * same scan goes out once more and says so, for people to settle it.
 */
function isToBeTold(item: ScanItem, sent: ScanRequest, answer: ScanAnswer): boolean {
  const decided = decidedOf(item)
  return (
    answer.outcome === 'refused' && sent.decided === undefined && decided !== null && decided !== 'refused'
  )
}

/** How an undo ends; null where it has to be sent again. */
export function undoChangeBy(result: Result<unknown>): Change | null {
  if (result.ok) return isObject(result.value) && 'scan' in result.value ? undone : null
  const { failure } = result
  return isFinal(failure) ? (item) => ({ ...item, state: 'failed', failure }) : null
}

const undone: Change = (item: QueueItem) => ({
  ...item,
  state: 'answered',
  failure: null,
  answeredAt: nextMoment(),
})

/** The server itself said that there is nothing here for us: the role is gone, or the event. */
export function isNoRole(failure: Failure): boolean {
  return [403, 404].includes(statusOf(failure)) && isFinal(failure)
}

/** The server itself said no, and will say so again. A proxy's word is not the server's. */
export function isFinal(failure: Failure): boolean {
  if (failure.kind === 'network' || isTemporary(failure)) return false
  return statusOf(failure) !== 401 && !failure.problem.code.startsWith('http_')
}
