/** Which check-in one tap can take back. */
import type { Desk, DeskScan } from '@/door/types'

const UNDO_MS = 10_000

/** The newest scan, where it was a first admission, for ten seconds. Later it takes a reason, on the list of the last scans. */
export function undoable(scan: DeskScan | undefined, now: number): DeskScan | null {
  if (scan?.undo !== null || scan.state === 'saving') return null
  const { outcome, previous } = scan.answer ?? scan.local ?? {}
  const isCheckIn = outcome === 'admitted' && previous === null
  return isCheckIn && now - Date.parse(scan.scannedAt) < UNDO_MS ? scan : null
}

/** The newest scan that has come to an end; one that waits for a person has not. */
export function lastScan(scans: readonly DeskScan[]): DeskScan | undefined {
  return scans.find((scan) => scan.state !== 'saving' && scan.state !== 'undecided')
}

/** Takes the last check-in back, where one tap may still do it. */
export function undoLast(desk: Desk): boolean {
  const scan = undoable(lastScan(desk.state().scans), desk.now())
  if (scan !== null) desk.undo(scan.key)
  return scan !== null
}
