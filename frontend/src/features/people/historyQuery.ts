/** What happened to one registrant, newest first. */
import { queryOptions } from '@tanstack/react-query'

import type { StatusChange } from '@/api/types'
import { api, send } from '@/http/client'
import { everyPage } from '@/http/everyPage'

export const historyKey = (slug: string, id: number) => ['event', slug, 'history', id] as const

async function fetchHistory(slug: string, id: number): Promise<StatusChange[]> {
  const steps = await everyPage((cursor) => {
    const query = { page_size: 500, ...(cursor === null ? {} : { cursor }) }
    const params = { path: { event: slug, id }, query }
    return send(api.GET('/api/v1/events/{event}/registrants/{id}/history/', { params }))
  })
  return [...steps].sort((a, b) => b.id - a.id)
}

export const historyQuery = (slug: string, id: number) =>
  queryOptions({ queryKey: historyKey(slug, id), queryFn: () => fetchHistory(slug, id) })
