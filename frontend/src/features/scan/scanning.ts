/** What the scan page is given by the door around it. */
import type { DeskScan } from '@/door/types'

import type { ShownScans } from './shownScans'

/** Why a code was not even scanned. */
export type Untaken = 'gate' | 'paused'

export interface Scanning {
  shown: ShownScans
  isPaused: boolean
  pause: (isPaused: boolean) => void
  /** False: the code was not taken, and the page says why. */
  take: (code: string) => boolean
  /** Why the last code was not taken, in words. */
  untaken: string | null
}

/** A dialog that wants a reason, and the scan it is about. */
export interface Asking {
  what: 'override' | 'let_in'
  scan: DeskScan
}
