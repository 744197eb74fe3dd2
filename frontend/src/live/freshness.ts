/** How far the numbers on a screen can be trusted. The server speaks at least every 10 seconds. */
import { formatAgo, formatSeconds } from '@/format/time'
import { type Phrase, t } from '@/i18n/t'

import type { Link, Refusal } from './socket'

const LIVE_UNTIL_MS = 15_000
const SLOW_UNTIL_MS = 45_000

export type Freshness = 'connecting' | 'live' | 'slow' | 'stale' | 'off'

export function freshnessOf(link: Link, heardAt: number | null, now: number): Freshness {
  if (link.refusal !== null) return 'off'
  if (heardAt === null) return link.failures >= 3 ? 'stale' : 'connecting'
  // A clock that was set back makes no old number a fresh one.
  const age = Math.abs(now - heardAt)
  if (age < LIVE_UNTIL_MS) return 'live'
  return age <= SLOW_UNTIL_MS ? 'slow' : 'stale'
}

const REFUSAL_WORDS: Record<Refusal, Phrase> = {
  signed_out: 'Signed out',
  forbidden: 'No access to this event',
  not_found: 'No such event',
  revoked: 'Access was withdrawn',
}

export interface FreshnessWords {
  headline: string
  detail: string
}

/** What the mark says: a headline that stands alone, and the exact state beside it. */
export function freshnessWords(
  link: Link,
  heardAt: number | null,
  now: number,
  zone?: string,
): FreshnessWords {
  switch (freshnessOf(link, heardAt, now)) {
    case 'off':
      return { headline: link.refusal === null ? t('Off') : t(REFUSAL_WORDS[link.refusal]), detail: '' }
    case 'connecting':
      return { headline: t('Connecting'), detail: '' }
    case 'live':
      return { headline: t('Live'), detail: updatedWords(heardAt, now) }
    case 'slow':
      return { headline: t('Slow'), detail: t('last news {time} ago', { time: ageOf(heardAt, now) }) }
    case 'stale': {
      const detail =
        heardAt === null
          ? t('no answer yet, reconnecting')
          : t('last update {time}, reconnecting', { time: formatSeconds(heardAt, zone) })
      return { headline: t('Stale'), detail }
    }
  }
}

function updatedWords(heardAt: number | null, now: number): string {
  const isJustNow = now - (heardAt ?? now) < 1000
  return isJustNow ? t('updated just now') : t('updated {time} ago', { time: ageOf(heardAt, now) })
}

function ageOf(heardAt: number | null, now: number): string {
  return formatAgo((now - (heardAt ?? now)) / 1000)
}
