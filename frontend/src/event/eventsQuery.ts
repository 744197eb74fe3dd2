import { infiniteQueryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { cursorOf } from '@/http/cursor'
import { unwrap } from '@/http/result'

export const eventsKey = ['events'] as const

/** The caller's events, a page at a time: those in use, or those in the archive. */
export const eventsQuery = (archived = false) =>
  infiniteQueryOptions({
    queryKey: [...eventsKey, { archived }],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...(archived ? { archived } : {}),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }
      return unwrap(await send(api.GET('/api/v1/events/', { params: { query } })))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf(page.next),
  })
