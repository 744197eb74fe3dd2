/** The scans of one registrant, newest first. Only organisers may read the log. */
import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

const MOST = 100

export const scansKey = (slug: string, id: number) => ['event', slug, 'scans', id] as const

export const scansQuery = (slug: string, id: number) =>
  queryOptions({
    queryKey: scansKey(slug, id),
    queryFn: async () => {
      const params = { path: { event: slug }, query: { registrant: id, page_size: MOST } }
      return unwrap(await send(api.GET('/api/v1/events/{event}/scans/', { params }))).results
    },
  })
