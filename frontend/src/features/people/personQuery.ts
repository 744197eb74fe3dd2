/** One registrant in full. */
import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

export const personKey = (slug: string, id: number) => ['event', slug, 'person', id] as const

export const personQuery = (slug: string, id: number) =>
  queryOptions({
    queryKey: personKey(slug, id),
    queryFn: async () => {
      const params = { path: { event: slug, id } }
      return unwrap(await send(api.GET('/api/v1/events/{event}/registrants/{id}/', { params })))
    },
  })
