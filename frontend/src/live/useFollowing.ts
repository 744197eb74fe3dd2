import { useEffect, useRef } from 'react'

/** Acts when a value has changed since the last time, and no more often than every so many milliseconds. */
export function useFollowing(value: number | undefined, everyMs: number, act: () => unknown): void {
  const latest = useRef(act)
  const known = useRef(value)
  const actedAt = useRef(0)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (value === undefined || value === known.current) return
    const timer = setTimeout(
      () => {
        actedAt.current = Date.now()
        known.current = value
        latest.current()
      },
      Math.max(0, actedAt.current + everyMs - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [value, everyMs])
}
