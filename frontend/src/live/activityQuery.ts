/** The newest steps of an event: REST fills the cache entry, the socket keeps it current. */
import { queryOptions } from '@tanstack/react-query'

import type { Activity } from '@/api/types'
import { api, send } from '@/http/client'
import { type Result, unwrap } from '@/http/result'

import { mergeActivity } from './merge'

export const activityKey = (slug: string) => ['event', slug, 'activity'] as const

async function requestActivity(slug: string): Promise<Result<Activity[]>> {
  const answer = await send(
    api.GET('/api/v1/events/{event}/activity/', { params: { path: { event: slug } } }),
  )
  return answer.ok ? { ok: true, value: answer.value.results } : answer
}

export const activityQuery = (slug: string) =>
  queryOptions({
    queryKey: activityKey(slug),
    queryFn: async ({ client }) =>
      mergeActivity(client.getQueryData<Activity[]>(activityKey(slug)), unwrap(await requestActivity(slug))),
    staleTime: Infinity,
  })
