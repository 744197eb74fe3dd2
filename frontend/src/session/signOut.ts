/** The end of a session: nothing of the user stays in this browser, and nothing that waits to be sent gets lost. */
import { wipeWho } from '@/door/wipe'
import { api, send } from '@/http/client'
import { type Failure, statusOf } from '@/http/result'

import { hasUnanswered } from './unanswered'

/** Null: done. Refused while scans wait to be sent as this user, whichever event they are of. */
export async function signOut(): Promise<Failure | 'unanswered' | null> {
  const me = await send(api.GET('/api/v1/auth/me/'))
  // Signed out already is what is asked for.
  if (!me.ok) return isSignedOut(me.failure) ? null : me.failure
  const { id } = me.value
  if (await hasUnanswered(id)) return 'unanswered'
  const answer = await send(api.POST('/api/v1/auth/logout/'))
  if (!answer.ok && !isSignedOut(answer.failure)) return answer.failure
  await wipeWho(`user:${String(id)}`)
  return null
}

function isSignedOut(failure: Failure): boolean {
  return [401, 403].includes(statusOf(failure))
}
