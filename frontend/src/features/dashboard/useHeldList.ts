import { useState } from 'react'

export interface HeldList<T> {
  shown: readonly T[]
  /** How many newer items wait while the list is held. */
  waiting: number
  hold: () => void
  release: () => void
}

/** A list that stands still under the pointer: while it is held, news waits until it is let go. */
export function useHeldList<T extends { id: number }>(items: readonly T[]): HeldList<T> {
  const [held, setHeld] = useState<readonly T[] | null>(null)
  const newest = held?.[0]?.id ?? 0
  return {
    shown: held ?? items,
    waiting: held === null ? 0 : items.filter((item) => item.id > newest).length,
    hold: () => setHeld((before) => before ?? items),
    release: () => setHeld(null),
  }
}
