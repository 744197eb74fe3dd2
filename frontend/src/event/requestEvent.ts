import type { Event } from '@/api/types'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

export function requestEvent(slug: string): Promise<Result<Event>> {
  return send(api.GET('/api/v1/events/{event}/', { params: { path: { event: slug } } }))
}
