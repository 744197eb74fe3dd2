import { useState } from 'react'

import type { Attention } from './attention'

/** When each thing began: as the server tells it, else when this page first saw it. */
export function useSince(items: readonly Attention[], now: number): (item: Attention) => string | number {
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map())
  const wanted = items.flatMap(({ id, since }) => (since === null ? [id] : []))
  if (wanted.length !== seen.size || wanted.some((id) => !seen.has(id))) {
    setSeen(new Map(wanted.map((id) => [id, seen.get(id) ?? now])))
  }
  return ({ id, since }) => since ?? seen.get(id) ?? now
}
