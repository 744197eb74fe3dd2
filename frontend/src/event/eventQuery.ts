/** One event. */
import { queryOptions, useQuery } from '@tanstack/react-query'

import { unwrap } from '@/http/result'

import { requestEvent } from './requestEvent'

export const eventKey = (slug: string) => ['event', slug, 'detail'] as const

export const eventQuery = (slug: string) =>
  queryOptions({
    queryKey: eventKey(slug),
    queryFn: async () => unwrap(await requestEvent(slug)),
    staleTime: 60_000,
  })

export function useEvent(slug: string) {
  return useQuery(eventQuery(slug))
}
