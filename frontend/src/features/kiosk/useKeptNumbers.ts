import { useEffect, useRef } from 'react'

import { keepNumbers, type KeptNumbers } from './keptNumbers'

const KEEP_MS = 5_000

/** Keeps the numbers on show every few seconds, and at the last moment before a reload. */
export function useKeptNumbers(slug: string | null, numbers: KeptNumbers | null): void {
  const latest = useRef(numbers)
  useEffect(() => {
    latest.current = numbers
  })
  const areKnown = numbers !== null
  useEffect(() => {
    if (!areKnown) return
    let keptAt = 0
    const keep = () => {
      if (latest.current === null || latest.current.heardAt === keptAt) return
      keptAt = latest.current.heardAt
      keepNumbers(slug, latest.current)
    }
    keep()
    const timer = setInterval(keep, KEEP_MS)
    window.addEventListener('pagehide', keep)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', keep)
    }
  }, [slug, areKnown])
}
