/** What an event consists of: pass types, areas and gates. */
import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { everyPage } from '@/http/everyPage'

const STALE_MS = 30_000

export const passTypesKey = (slug: string) => ['event', slug, 'pass-types'] as const
export const areasKey = (slug: string) => ['event', slug, 'areas'] as const
export const gatesKey = (slug: string) => ['event', slug, 'gates'] as const

const params = (slug: string, cursor: string | null) => ({
  params: { path: { event: slug }, query: cursor === null ? {} : { cursor } },
})

/** By position. */
export const passTypesQuery = (slug: string) =>
  queryOptions({
    queryKey: passTypesKey(slug),
    queryFn: () =>
      everyPage((cursor) => send(api.GET('/api/v1/events/{event}/pass-types/', params(slug, cursor)))),
    staleTime: STALE_MS,
  })

export const areasQuery = (slug: string) =>
  queryOptions({
    queryKey: areasKey(slug),
    queryFn: () =>
      everyPage((cursor) => send(api.GET('/api/v1/events/{event}/areas/', params(slug, cursor)))),
    staleTime: STALE_MS,
  })

export const gatesQuery = (slug: string) =>
  queryOptions({
    queryKey: gatesKey(slug),
    queryFn: () =>
      everyPage((cursor) => send(api.GET('/api/v1/events/{event}/gates/', params(slug, cursor)))),
    staleTime: STALE_MS,
  })
