/** What this tab has been reloaded for, and how often in a row: kept where a reload leaves it, gone with the tab. */

const KEY = 'headcount.kiosk.reloads'
const DELAYS_MS = [5_000, 15_000, 60_000, 300_000, 900_000] as const
const REMEMBERED = 10

export interface Reload {
  at: number
  why: string
}

export interface ReloadLog {
  /** Reloads in a row that did not help for long. */
  tries: number
  past: readonly Reload[]
}

export function readReloads(): ReloadLog {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as ReloadLog | null
    return kept !== null && Number.isInteger(kept.tries) && Array.isArray(kept.past) ? kept : NONE
  } catch {
    return NONE
  }
}

const NONE: ReloadLog = { tries: 0, past: [] }

export function noteReload(reload: Reload, countsAsTry: boolean): void {
  const { tries, past } = readReloads()
  write({ tries: countsAsTry ? tries + 1 : tries, past: [...past, reload].slice(-REMEMBERED) })
}

/** The page has been well for long: the next trouble is a first one. */
export function forgiveReloads(): void {
  const log = readReloads()
  if (log.tries > 0) write({ ...log, tries: 0 })
}

/** What the page failed over twice may be what it kept. */
export function hasFailedTwice(): boolean {
  const { tries, past } = readReloads()
  return tries >= 2 && past.slice(-2).every(({ why }) => why === 'error')
}

/** The wait before the next reload: longer each time, and spread, since what befalls one display befalls all. */
export function reloadDelay(tries: number, random: () => number = Math.random): number {
  const delay = DELAYS_MS[Math.min(tries, DELAYS_MS.length - 1)] ?? DELAYS_MS[0]
  return delay * (1 + random())
}

function write(log: ReloadLog): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(log))
  } catch {
    // Storage is blocked: each reload is a first one, after its few seconds.
  }
}
