/** What this browser is to the server: a user's, or a paired device's. A signed-in user goes first. */
import type { OwnDevice } from '@/api/types'
import { api, send } from '@/http/client'
import { codeOf, type Failure, type Result, statusOf } from '@/http/result'

/** Switched off by an organiser, or the pairing is no good any more: its time is over, or another device has it now. */
export type OffReason = 'revoked' | 'unpaired'

/** With an event: what it is there. A user without a role there leaves it to the paired device of the same browser. */
export function requestOwnDevice(event?: string): Promise<Result<OwnDevice>> {
  return send(api.GET('/api/v1/auth/device/', { params: { query: event === undefined ? {} : { event } } }))
}

/** The paired device that this browser is, or null for a user, or somebody unknown. */
export async function findOwnDevice(): Promise<Result<OwnDevice | null>> {
  const answer = await requestOwnDevice()
  if (answer.ok || offReason(answer.failure) === 'revoked') return answer
  return [401, 403].includes(statusOf(answer.failure)) ? { ok: true, value: null } : answer
}

/** Why a device's call was refused for good; null where it was for another reason. */
export function offReason(failure: Failure): OffReason | null {
  if (codeOf(failure) === 'device_revoked') return 'revoked'
  return statusOf(failure) === 401 ? 'unpaired' : null
}
