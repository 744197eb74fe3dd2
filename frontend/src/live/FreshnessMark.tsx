import { useNow } from '@/ui/useNow'

import { freshnessOf, freshnessWords } from './freshness'
import type { Link } from './socket'

interface FreshnessMarkProps {
  link: Link
  heardAt: number | null
  zone?: string | undefined
}

/** Says how fresh the numbers are: a mark, a word, and the exact state. */
export function FreshnessMark({ link, heardAt, zone }: FreshnessMarkProps) {
  // The clock ticks once a second; news may have come since.
  const now = Math.max(useNow(), heardAt ?? 0)
  const { headline, detail } = freshnessWords(link, heardAt, now, zone)
  return (
    <p className={`freshness freshness-${freshnessOf(link, heardAt, now)}`}>
      <span className="freshness-dot" aria-hidden="true" />
      <strong role="status">{headline}</strong>
      {detail && <span className="freshness-detail">{detail}</span>}
    </p>
  )
}
