/** Creating, changing and copying an event. */
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'

import type { Event, EventChange, EventCopyRequest, EventRequest } from '@/api/types'
import { eventKey } from '@/event/eventQuery'
import { eventsKey } from '@/event/eventsQuery'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'
import { meKey } from '@/session/me'

/** The event as it is now; whoever creates one, or gives it another address, has a role at that address. */
async function remember(client: QueryClient, event: Event, isNewAddress: boolean): Promise<void> {
  client.setQueryData<Event>(eventKey(event.slug), event)
  void client.invalidateQueries({ queryKey: eventsKey })
  if (isNewAddress) await client.invalidateQueries({ queryKey: meKey })
}

export function useCreateEvent() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: EventRequest): Promise<Event> =>
      unwrap(await send(api.POST('/api/v1/events/', { body }))),
    onSuccess: (event) => remember(client, event, true),
  })
}

export function useChangeEvent(slug: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: EventChange): Promise<Event> =>
      unwrap(await send(api.PATCH('/api/v1/events/{event}/', { params: { path: { event: slug } }, body }))),
    onSuccess: (event) => remember(client, event, event.slug !== slug),
  })
}

export function useCopyEvent(slug: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: EventCopyRequest): Promise<Event> => {
      const params = { path: { event: slug } }
      return unwrap(await send(api.POST('/api/v1/events/{event}/copy/', { params, body })))
    },
    onSuccess: (event) => remember(client, event, true),
  })
}
