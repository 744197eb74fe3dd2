/** Reading the counts over REST, for every face. */
import type { Counts } from '@/api/types'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

export function requestCounts(slug: string): Promise<Result<Counts>> {
  return send(api.GET('/api/v1/events/{event}/counts/', { params: { path: { event: slug } } }))
}
