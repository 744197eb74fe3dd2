/** Who gets what a hardware scanner reads: the desk, unless a page (the setup's test scan) takes it for itself. */
import { useLayoutEffect } from 'react'

import type { Reading } from '@/wedge/wedge'

export type WedgeTaker = (reading: Reading) => void

let taker: WedgeTaker | null = null

/** While it is not null, codes go to `handler` and are not scanned. `handler` should be stable. */
export function useWedgeTaker(handler: WedgeTaker | null): void {
  useLayoutEffect(() => {
    taker = handler
    return () => {
      taker = null
    }
  }, [handler])
}

export function wedgeTaker(): WedgeTaker | null {
  return taker
}
