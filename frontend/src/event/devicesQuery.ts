/** The fleet of an event, asked for again and again while somebody looks at it. */
import { queryOptions } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { everyPage } from '@/http/everyPage'

const LOOK_MS = 5_000
/** While a code is shown and somebody waits for "paired". */
const PAIRING_LOOK_MS = 2_000

export const devicesKey = (slug: string) => ['event', slug, 'devices'] as const

export const devicesQuery = (slug: string, isPairing = false) =>
  queryOptions({
    queryKey: devicesKey(slug),
    queryFn: () =>
      everyPage((cursor) => {
        const params = { path: { event: slug }, query: cursor === null ? {} : { cursor } }
        return send(api.GET('/api/v1/events/{event}/devices/', { params }))
      }),
    refetchInterval: isPairing ? PAIRING_LOOK_MS : LOOK_MS,
  })
