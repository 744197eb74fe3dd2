/** The last thing a switched-off scanner does: it sends what it still holds, and the server keeps it for the organiser. */
import type { ScanRequest } from '@/api/types'
import { offReason, requestOwnDevice } from '@/device/ownDevice'
import { OTHERS } from '@/door/trust'
import { api, send } from '@/http/client'
import { type Failure, isTemporary, statusOf } from '@/http/result'

const BATCH = 500

export interface HandOver {
  /** How many of the scans are in the organiser's hands now. */
  kept: number
  /** Set where no answer came, or somebody is signed in: trying again may help. */
  failure: Failure | null
}

/** `onKept` hears the keys of each batch that the server has. */
export async function handOver(
  slug: string,
  scans: readonly ScanRequest[],
  onKept: (keys: string[]) => Promise<void> = () => Promise.resolve(),
): Promise<HandOver> {
  let kept = 0
  for (let from = 0; from < scans.length; from += BATCH) {
    const batch = scans.slice(from, from + BATCH)
    const answer = await give(slug, batch)
    if (typeof answer !== 'number') return { kept, failure: answer }
    kept += answer
    if (answer >= batch.length) await onKept(batch.map(({ idempotency_key }) => idempotency_key))
  }
  return { kept, failure: null }
}

/** How many the server keeps. It is asked who we are first: as somebody else's, they would count. */
async function give(slug: string, scans: ScanRequest[]): Promise<number | Failure> {
  const own = await requestOwnDevice(slug)
  if (own.ok) return OTHERS
  if (isTemporary(own.failure)) return own.failure
  if (offReason(own.failure) === null) return OTHERS
  const answer = await send(
    api.POST('/api/v1/events/{event}/scans/batch/', {
      params: { path: { event: slug } },
      body: { scans },
    }),
  )
  if (answer.ok) return OTHERS
  const { failure } = answer
  if (failure.kind === 'network' || statusOf(failure) >= 429) return failure
  return failure.problem.quarantined ?? 0
}
