/** Writes a frame into the cache entries that REST answers filled. */
import type { QueryClient } from '@tanstack/react-query'

import type { Frame, RefusedScan } from '@/api/frames'
import type { Activity, Counts } from '@/api/types'

import { activityKey } from './activityQuery'
import { arrivalsKey } from './arrivalsQuery'
import { conflictsKey, showConflicts } from './conflictsQuery'
import { countsKey } from './countsQuery'
import { mergeActivity, mergeRefusals, newerCounts } from './merge'
import { refusalsKey } from './refusalsQuery'

export function applyFrame(client: QueryClient, slug: string, frame: Frame): void {
  switch (frame.type) {
    case 'counts':
      client.setQueryData<Counts>(countsKey(slug), (shown) => newerCounts(shown, frame.counts))
      break
    case 'activity':
      client.setQueryData<Activity[]>(activityKey(slug), (shown) => mergeActivity(shown, frame.items))
      break
    case 'scan_refused':
      client.setQueryData<RefusedScan[]>(refusalsKey(slug), (shown) => mergeRefusals(shown, frame.items))
      break
    case 'conflicts':
      showConflicts(client, slug, { open: frame.open, count: frame.count })
      break
    case 'heartbeat':
      catchUp(client, slug, frame.revision)
      break
    case 'bye':
      break
  }
}

/** A heartbeat ahead of the counts on show means that a frame went missing: read them again. */
function catchUp(client: QueryClient, slug: string, revision: number): void {
  const shown = client.getQueryData<Counts>(countsKey(slug))
  if (shown !== undefined && shown.revision < revision) {
    void client.invalidateQueries({ queryKey: countsKey(slug) })
  }
}

/** After a reconnect lists and curve may have a gap; the counts do not, since the first frame is the whole of them. */
export function refillLists(client: QueryClient, slug: string): void {
  void client.invalidateQueries({ queryKey: activityKey(slug) })
  void client.invalidateQueries({ queryKey: refusalsKey(slug) })
  void client.invalidateQueries({ queryKey: arrivalsKey(slug) })
  // No frame comes where nothing is open any more.
  void client.invalidateQueries({ queryKey: conflictsKey(slug) })
}
