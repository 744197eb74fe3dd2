/** The last numbers, kept on this machine, so that a display that starts without its server still shows them. */
import type { Counts, Event, OwnDevice } from '@/api/types'

const KEY = 'headcount.kiosk.numbers'

export interface KeptNumbers {
  event: Event
  device: OwnDevice | null
  counts: Counts
  /** When the server last said so, by its own clock as far as that was known. */
  heardAt: number
}

const keyOf = (slug: string | null): string => (slug === null ? KEY : `${KEY}.${slug}`)

/** `slug` as the address has it. */
export function readKept(slug: string | null): KeptNumbers | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(slug)) ?? 'null') as KeptNumbers | null
    return kept !== null && kept.counts.event === kept.event.slug && kept.heardAt > 0 ? kept : null
  } catch {
    return null
  }
}

export function keepNumbers(slug: string | null, numbers: KeptNumbers): void {
  try {
    localStorage.setItem(keyOf(slug), JSON.stringify(numbers))
  } catch {
    // Storage is full or blocked: the next start begins with a dash.
  }
}

export function forgetNumbers(slug: string | null): void {
  try {
    localStorage.removeItem(keyOf(slug))
  } catch {
    // Storage is blocked, so nothing was kept.
  }
}
