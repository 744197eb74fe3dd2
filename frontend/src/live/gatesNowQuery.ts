/** What goes on at the gates in these minutes. It changes by the clock alone, so it is asked for again and again. */
import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

const LOOK_MS = 10_000

export const gatesNowQuery = (slug: string) =>
  queryOptions({
    queryKey: ['event', slug, 'gates-now'] as const,
    queryFn: async () =>
      unwrap(await send(api.GET('/api/v1/events/{event}/gates/now/', { params: { path: { event: slug } } }))),
    refetchInterval: LOOK_MS,
  })
