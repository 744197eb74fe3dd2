/** What the next half hour will bring, where the server dares to say. */
import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

const LOOK_MS = 60_000

export const forecastQuery = (slug: string) =>
  queryOptions({
    queryKey: ['event', slug, 'forecast'] as const,
    queryFn: async () =>
      unwrap(await send(api.GET('/api/v1/events/{event}/forecast/', { params: { path: { event: slug } } }))),
    refetchInterval: LOOK_MS,
  })
