import { useEffect } from 'react'

/** Keeps the screen on until the answer is called. The browser lets go whenever the page is hidden. */
export function keepAwake(): () => void {
  const { wakeLock } = navigator as Partial<Navigator>
  if (wakeLock === undefined) return () => undefined
  let hasEnded = false
  let lock: WakeLockSentinel | null = null
  const ask = async () => {
    if (document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return
    try {
      const got = await wakeLock.request('screen')
      if (hasEnded) await got.release()
      else lock = got
    } catch {
      // The battery is low or the page was hidden meanwhile: the screen may go dark, as without all this.
    }
  }
  const asked = () => void ask()
  document.addEventListener('visibilitychange', asked)
  asked()
  return () => {
    hasEnded = true
    document.removeEventListener('visibilitychange', asked)
    void lock?.release()
  }
}

/** Keeps the screen on while `isNeeded`. */
export function useWakeLock(isNeeded: boolean): void {
  useEffect(() => (isNeeded ? keepAwake() : undefined), [isNeeded])
}
