import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { everyPage } from '@/http/everyPage'

export const membersKey = (slug: string) => ['event', slug, 'members'] as const

export const membersQuery = (slug: string) =>
  queryOptions({
    queryKey: membersKey(slug),
    queryFn: () =>
      everyPage((cursor) => {
        const params = { path: { event: slug }, query: cursor === null ? {} : { cursor } }
        return send(api.GET('/api/v1/events/{event}/members/', { params }))
      }),
  })
