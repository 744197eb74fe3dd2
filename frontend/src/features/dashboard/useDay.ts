import type { Event } from '@/api/types'
import { useNow } from '@/ui/useNow'

import { dayStart, momentShown } from './curve'

const EVERY_MS = 30_000

/** When the day that the dashboard shows began; it turns by itself. */
export function useDay(event: Event): number {
  const now = useNow(EVERY_MS)
  return dayStart(event, momentShown(event, now))
}
