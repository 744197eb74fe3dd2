/** How news joins what a screen already shows. All pure: old value and news in, new value out. */
import type { RefusedScan } from '@/api/frames'
import type { Activity, Counts } from '@/api/types'

/** As many as the API gives as "the newest", so that a reload and a long watch show the same list. */
export const NEWEST = 50

/** The counts to show: news with a lower revision, or an older reading of the same one, is dropped. */
export function newerCounts(shown: Counts | undefined, news: Counts): Counts {
  if (shown?.event !== news.event) return news
  if (news.revision !== shown.revision) return news.revision > shown.revision ? news : shown
  return Date.parse(news.as_of) >= Date.parse(shown.as_of) ? news : shown
}

/** The newest steps, newest first, each once. */
export function mergeActivity(shown: readonly Activity[] | undefined, news: readonly Activity[]): Activity[] {
  return newestFirst([...news, ...(shown ?? [])])
}

export function mergeRefusals(
  shown: readonly RefusedScan[] | undefined,
  news: readonly RefusedScan[],
): RefusedScan[] {
  return newestFirst([...news, ...(shown ?? [])])
}

function newestFirst<T extends { id: number }>(items: readonly T[]): T[] {
  const byId = new Map<number, T>()
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item)
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, NEWEST)
}
