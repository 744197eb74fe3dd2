/** Adding, changing, deleting and ordering what an event consists of. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Area, AreaRequest, Gate, GateRequest, PassType, PassTypeRequest } from '@/api/types'
import { areasKey, gatesKey, passTypesKey } from '@/event/partsQueries'
import { api, send } from '@/http/client'
import { type Result, unwrap } from '@/http/result'

/** How one kind of part is written. */
export interface PartRequests<Fields> {
  add: (slug: string, body: Fields) => Promise<Result<unknown>>
  change: (slug: string, id: number, body: Fields) => Promise<Result<unknown>>
  remove: (slug: string, id: number) => Promise<Result<unknown>>
}

const at = (slug: string) => ({ path: { event: slug } })
const of = (slug: string, id: number) => ({ path: { event: slug, id } })

export const PASS_TYPES: PartRequests<PassTypeRequest> = {
  add: (slug, body) =>
    send<PassType>(api.POST('/api/v1/events/{event}/pass-types/', { params: at(slug), body })),
  change: (slug, id, body) =>
    send<PassType>(api.PATCH('/api/v1/events/{event}/pass-types/{id}/', { params: of(slug, id), body })),
  remove: (slug, id) => send(api.DELETE('/api/v1/events/{event}/pass-types/{id}/', { params: of(slug, id) })),
}

export const AREAS: PartRequests<AreaRequest> = {
  add: (slug, body) => send<Area>(api.POST('/api/v1/events/{event}/areas/', { params: at(slug), body })),
  change: (slug, id, body) =>
    send<Area>(api.PATCH('/api/v1/events/{event}/areas/{id}/', { params: of(slug, id), body })),
  remove: (slug, id) => send(api.DELETE('/api/v1/events/{event}/areas/{id}/', { params: of(slug, id) })),
}

export const GATES: PartRequests<GateRequest> = {
  add: (slug, body) => send<Gate>(api.POST('/api/v1/events/{event}/gates/', { params: at(slug), body })),
  change: (slug, id, body) =>
    send<Gate>(api.PATCH('/api/v1/events/{event}/gates/{id}/', { params: of(slug, id), body })),
  remove: (slug, id) => send(api.DELETE('/api/v1/events/{event}/gates/{id}/', { params: of(slug, id) })),
}

/** Parts name each other, so all three lists are read again. */
function useRefresh(slug: string) {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [passTypesKey(slug), areasKey(slug), gatesKey(slug)].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}

/** Without an id it adds one. */
export function useSavePart<Fields>(slug: string, requests: PartRequests<Fields>, id: number | null) {
  const onSuccess = useRefresh(slug)
  return useMutation({
    mutationFn: async (fields: Fields) =>
      unwrap(await (id === null ? requests.add(slug, fields) : requests.change(slug, id, fields))),
    onSuccess,
  })
}

export function useRemovePart<Fields>(slug: string, requests: PartRequests<Fields>, id: number) {
  const onSuccess = useRefresh(slug)
  return useMutation({ mutationFn: async () => unwrap(await requests.remove(slug, id)), onSuccess })
}

/** Gives the pass types the order of this list; what has its place already is left alone. */
export function useReorder(slug: string) {
  const client = useQueryClient()
  const refresh = useRefresh(slug)
  return useMutation({
    mutationFn: async (order: readonly PassType[]) => {
      client.setQueryData<readonly PassType[]>(passTypesKey(slug), order)
      for (const [position, { id, name, position: before }] of order.entries()) {
        if (before !== position) unwrap(await PASS_TYPES.change(slug, id, { name, position }))
      }
    },
    onSettled: refresh,
  })
}
