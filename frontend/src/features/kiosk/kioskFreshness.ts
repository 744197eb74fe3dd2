/** How a display says how far its numbers can be trusted: shorter than elsewhere, to be read across a hall. */
import { t } from '@/i18n/t'
import { formatClock, formatDate } from '@/format/time'
import type { LiveCounts } from '@/live/countsStore'
import { type Freshness, freshnessOf, freshnessWords } from '@/live/freshness'

import type { KeptNumbers } from './keptNumbers'
import { lastUpdate, WORDS } from './words'

export interface Shown {
  freshness: Freshness
  words: string
}

/** Numbers of an earlier start are stale, however young, until the server speaks. */
export function shownFreshness(live: LiveCounts, kept: KeptNumbers | null, now: number, zone: string): Shown {
  const { link, heardAt } = live
  const offset = live.clockOffsetMs ?? 0
  if (link.refusal !== null) return { freshness: 'off', words: freshnessWords(link, heardAt, now).headline }
  if (heardAt === null && kept !== null) return stale(kept.heardAt, now, zone)
  const freshness = freshnessOf(link, heardAt, now)
  switch (freshness) {
    case 'live':
      return { freshness, words: t(WORDS.live) }
    case 'slow':
      return { freshness, words: t(WORDS.slow) }
    case 'stale':
      return heardAt === null
        ? { freshness, words: t(WORDS.noAnswer) }
        : stale(heardAt + offset, now + offset, zone)
    default:
      return { freshness, words: t(WORDS.connecting) }
  }
}

const DAY_MS = 86_400_000

function stale(heardAt: number, now: number, zone: string): Shown {
  const clock = formatClock(heardAt, zone)
  const isToday = now - heardAt < DAY_MS && formatDate(now, zone) === formatDate(heardAt, zone)
  const time = isToday ? clock : `${formatDate(heardAt, zone)} ${clock}`
  return { freshness: 'stale', words: lastUpdate(time) }
}
