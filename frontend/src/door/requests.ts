/** What the door's core asks of the server. Answers are checked by whoever asks: a proxy may have written them. */
import type { Gate, ScanRequest, User } from '@/api/types'
import { requestOwnDevice } from '@/device/ownDevice'
import { requestEvent } from '@/event/requestEvent'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

const ANSWER_MS = 8_000
/** Ten thousand people over a slow line. */
const ROSTER_MS = 60_000

const within = (ms: number) => (request: Request) => fetch(request, { signal: AbortSignal.timeout(ms) })
const at = (slug: string) => ({ params: { path: { event: slug } } })

/** A lone scan goes by itself; more go together, and are answered in the order sent. */
export async function postScans(slug: string, scans: readonly ScanRequest[]): Promise<Result<unknown>> {
  const [first] = scans
  const options = { ...at(slug), fetch: within(ANSWER_MS) }
  if (scans.length > 1 || first === undefined) {
    return send(api.POST('/api/v1/events/{event}/scans/batch/', { ...options, body: { scans: [...scans] } }))
  }
  const answer = await send(api.POST('/api/v1/events/{event}/scans/', { ...options, body: first }))
  return answer.ok ? { ok: true, value: { results: [answer.value] } } : answer
}

export function postUndo(slug: string, scan: string, reason: string): Promise<Result<unknown>> {
  const options = { ...at(slug), fetch: within(ANSWER_MS), body: { scan, reason } }
  return send(api.POST('/api/v1/events/{event}/scans/undo/', options))
}

export function requestRoster(slug: string, since: string | null): Promise<Result<unknown>> {
  const query = since === null ? {} : { since }
  const params = { path: { event: slug }, query }
  return send(api.GET('/api/v1/events/{event}/roster/', { params, fetch: within(ROSTER_MS) }))
}

export function requestGates(slug: string): Promise<Result<{ results: Gate[] }>> {
  return send(api.GET('/api/v1/events/{event}/gates/', at(slug)))
}

/** As `requestOwnDevice`, of a user: refused where it is the paired device that asks. */
export function requestUser(event: string): Promise<Result<User>> {
  return send(api.GET('/api/v1/auth/me/', { params: { query: { event } } }))
}

/** All that the core asks of the network, so that a test can stand in for it. */
export interface Network {
  postScans: typeof postScans
  postUndo: typeof postUndo
  requestRoster: typeof requestRoster
  requestGates: typeof requestGates
  requestEvent: typeof requestEvent
  requestUser: typeof requestUser
  requestOwnDevice: typeof requestOwnDevice
}

export const network: Network = {
  postScans,
  postUndo,
  requestRoster,
  requestGates,
  requestEvent,
  requestUser,
  requestOwnDevice,
}
