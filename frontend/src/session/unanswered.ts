/**
 * Scans without an answer are sent as whoever made them. So while this browser holds some of a user, that user is not
 * signed out. They lie in the storage of the door; where that takes nothing they live in a page, and a shared lock says so:
 * it goes with its page, however that ends.
 */
import { useEffect } from 'react'

import { holdsUnanswered } from '@/door/held'

const LOCK = 'headcount-unanswered'

/** Only secure pages have locks; elsewhere the warning before leaving has to do. */
const locks = (): LockManager | undefined => (navigator as { locks?: LockManager | null }).locks ?? undefined

export function useHoldUnanswered(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const left = new AbortController()
    void locks()
      ?.request(
        LOCK,
        { mode: 'shared', signal: left.signal },
        () => new Promise<void>((resolve) => left.signal.addEventListener('abort', () => resolve())),
      )
      .catch(() => undefined)
    return () => left.abort()
  }, [active])
}

/** Of the user with this id, at any event, or of any open door. */
export async function hasUnanswered(user: number): Promise<boolean> {
  const state = await locks()?.query()
  const isHeld = state?.held?.some(({ name }) => name === LOCK) ?? false
  return isHeld || holdsUnanswered(`user:${String(user)}`)
}
