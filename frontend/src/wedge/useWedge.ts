import { useLayoutEffect, useRef } from 'react'

import { createWedge, type Reading } from './wedge'

/** Takes codes from a keyboard-like scanner anywhere on the page. A new `onCode` gets the code that has begun. */
export function useWedge(onCode: (reading: Reading) => void): void {
  const latest = useRef(onCode)
  useLayoutEffect(() => {
    latest.current = onCode
  })

  // With the first paint, so that no code is begun before anybody listens.
  useLayoutEffect(() => {
    const wedge = createWedge((reading) => latest.current(reading))
    window.addEventListener('keydown', wedge, { capture: true })
    return () => window.removeEventListener('keydown', wedge, { capture: true })
  }, [])
}
