/** What is to be settled at an event: REST fills the cache entry, the socket keeps it current. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'

import { unwrap } from '@/http/result'

import { type OpenConflicts, requestOpenConflicts, requestSettledConflicts } from './requestConflicts'

/** The prefix of both lists. */
export const conflictsKey = (slug: string) => ['event', slug, 'conflicts'] as const
const openKey = (slug: string) => [...conflictsKey(slug), 'open'] as const
const settledKey = (slug: string) => [...conflictsKey(slug), 'settled'] as const

export const openConflictsQuery = (slug: string) =>
  queryOptions({
    queryKey: openKey(slug),
    queryFn: async () => unwrap(await requestOpenConflicts(slug)),
    staleTime: Infinity,
  })

export const settledConflictsQuery = (slug: string) =>
  queryOptions({
    queryKey: settledKey(slug),
    queryFn: async () => unwrap(await requestSettledConflicts(slug)),
    staleTime: Infinity,
  })

/** A frame is the whole of it. Whatever left the list was settled, by whomever. */
export function showConflicts(client: QueryClient, slug: string, open: OpenConflicts): void {
  // An answer on its way was asked for before this frame.
  void client.cancelQueries({ queryKey: openKey(slug) })
  client.setQueryData<OpenConflicts>(openKey(slug), open)
  void client.invalidateQueries({ queryKey: settledKey(slug) })
}

/** Out of the list at once; the frame that follows says the same. */
export function forgetConflict(client: QueryClient, slug: string, id: number): void {
  const shown = client.getQueryData<OpenConflicts>(openKey(slug))
  if (shown?.open.some((conflict) => conflict.id === id)) {
    showConflicts(client, slug, {
      open: shown.open.filter((conflict) => conflict.id !== id),
      count: shown.count - 1,
    })
  }
}
