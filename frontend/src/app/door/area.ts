/** What is known of the area behind a gate. */
import { t } from '@/i18n/t'
import type { Counts } from '@/api/types'
import type { DoorState } from '@/door/types'
import { formatCount } from '@/format/number'

export interface AreaWords {
  /** "41 of 60 inside", or "41 inside" where nobody set a capacity. */
  inside: string
  warning: 'full' | 'nearly_full' | null
}

/** From this share on the door should begin to slow the queue down. */
const NEARLY_FULL = 0.9

/** Null before the first counts, and before there is a gate. */
export function areaOf({ gates, gate }: DoorState, counts: Counts | null): AreaWords | null {
  const id = gates.find((one) => one.id === gate)?.area
  const area = counts?.areas.find((one) => one.id === id)
  if (area === undefined) return null
  const { inside, capacity } = area
  if (capacity === null) return { inside: t('{count} inside', { count: formatCount(inside) }), warning: null }
  const words = t('{count} of {capacity} inside', {
    count: formatCount(inside),
    capacity: formatCount(capacity),
  })
  if (inside >= capacity) return { inside: words, warning: 'full' }
  return { inside: words, warning: inside >= capacity * NEARLY_FULL ? 'nearly_full' : null }
}
