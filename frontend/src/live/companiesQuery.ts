/** The companies with the most people, or those that a search finds. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

export const COMPANIES_SHOWN = 10

export const companiesQuery = (slug: string, q: string) =>
  queryOptions({
    queryKey: ['event', slug, 'companies', q] as const,
    queryFn: async () => {
      const query = { limit: COMPANIES_SHOWN, ...(q ? { q } : {}) }
      const answer = await send(
        api.GET('/api/v1/events/{event}/companies/', { params: { path: { event: slug }, query } }),
      )
      return unwrap(answer).results
    },
    placeholderData: keepPreviousData,
  })
