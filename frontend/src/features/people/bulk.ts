/** A change of many people's status: some hundred at a time, as many requests as it takes. */
import type { QueryClient } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { cursorOf } from '@/http/cursor'
import { unwrap } from '@/http/result'

import { apiQuery, type PeopleFilters } from './filters'
import { patchPeople, readAgain } from './patchPeople'
import type { Selection } from './selection'

export const AT_ONCE = 500

export type BulkStatus = 'registered' | 'confirmed' | 'checked_in' | 'cancelled' | 'undo'

export interface BulkProgress {
  /** Unknown while it is still being found out who they are. */
  total: number | null
  done: number
  changed: number
  /** How often each reason kept somebody as they were. */
  refused: ReadonlyMap<string, number>
}

const OUTSIDE = { checked_in_gate: null }

export const NOTHING_DONE: BulkProgress = { total: null, done: 0, changed: 0, refused: new Map() }

interface BulkChange {
  client: QueryClient
  slug: string
  ids: readonly number[]
  status: BulkStatus
  reason: string
  isStopped: () => boolean
  onProgress: (progress: BulkProgress) => void
}

/** Whom the selection means, asked for page by page. */
export async function idsOf(
  slug: string,
  filters: PeopleFilters,
  selection: Selection,
  onFound: (found: number) => void,
  isStopped: () => boolean,
): Promise<number[]> {
  if (!selection.isAll) return [...selection.ids]
  const ids: number[] = []
  let cursor: string | null = null
  do {
    const query = {
      ...apiQuery(filters),
      fields: 'id',
      page_size: AT_ONCE,
      ...(cursor === null ? {} : { cursor }),
    }
    const params = { path: { event: slug }, query }
    const page: { results: { id: number }[]; next: string | null } = unwrap(
      await send(api.GET('/api/v1/events/{event}/registrants/', { params })),
    )
    ids.push(...page.results.map(({ id }) => id).filter((id) => !selection.ids.has(id)))
    onFound(ids.length)
    cursor = cursorOf(page.next)
  } while (cursor !== null && !isStopped())
  return ids
}

/** Throws where a request fails; what was done until then is done, and doing it again harms nobody. */
export async function changeMany(change: BulkChange): Promise<void> {
  const { client, slug, ids, status, reason, isStopped, onProgress } = change
  const refused = new Map<string, number>()
  let changed = 0
  for (let done = 0; done < ids.length && !isStopped(); done += AT_ONCE) {
    const some = ids.slice(done, done + AT_ONCE)
    const params = { path: { event: slug } }
    const body = { ids: some, status, reason }
    const { results } = unwrap(
      await send(api.POST('/api/v1/events/{event}/registrants/status/', { params, body })),
    )
    const patches = new Map<number, object>()
    for (const { id, status: now, checked_in_at, changed_at, detail } of results) {
      if (now === null || changed_at === null) refused.set(detail ?? '', (refused.get(detail ?? '') ?? 0) + 1)
      else patches.set(id, { status: now, checked_in_at, changed_at, ...(checked_in_at ? {} : OUTSIDE) })
    }
    changed += patches.size
    patchPeople(client, slug, patches)
    for (const { id } of results) readAgain(client, slug, id)
    onProgress({ total: ids.length, done: done + some.length, changed, refused: new Map(refused) })
  }
}
