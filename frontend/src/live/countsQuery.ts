/** The counts of one event: REST fills the cache entry, the socket keeps it current. */
import { queryOptions } from '@tanstack/react-query'

import type { Counts } from '@/api/types'
import { unwrap } from '@/http/result'

import { requestCounts } from './requestCounts'
import { newerCounts } from './merge'

export const countsKey = (slug: string) => ['event', slug, 'counts'] as const

export const countsQuery = (slug: string) =>
  queryOptions({
    queryKey: countsKey(slug),
    // The answer may be overtaken by a frame while it travels, so it is weighed like one.
    queryFn: async ({ client }) =>
      newerCounts(client.getQueryData<Counts>(countsKey(slug)), unwrap(await requestCounts(slug))),
    staleTime: Infinity,
  })
