/** Inviting members, changing their roles, and removing them. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Member, Role } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'
import { meKey } from '@/session/me'

import { membersKey } from './membersQuery'

/** Whatever was changed, one's own role may be another one now. */
function useRefresh(slug: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: membersKey(slug) }),
      client.invalidateQueries({ queryKey: meKey }),
    ])
}

export function useInvite(slug: string) {
  const refresh = useRefresh(slug)
  return useMutation({
    mutationFn: async (body: { email: string; role: Role }): Promise<Member> =>
      unwrap(
        await send(api.POST('/api/v1/events/{event}/members/', { params: { path: { event: slug } }, body })),
      ),
    onSuccess: refresh,
  })
}

export function useChangeRole(slug: string, id: number) {
  const refresh = useRefresh(slug)
  return useMutation({
    mutationFn: async (role: Role) => {
      const params = { path: { event: slug, id } }
      return unwrap(await send(api.PATCH('/api/v1/events/{event}/members/{id}/', { params, body: { role } })))
    },
    onSettled: refresh,
  })
}

export function useRemove(slug: string, id: number) {
  const refresh = useRefresh(slug)
  return useMutation({
    mutationFn: async () => {
      const params = { path: { event: slug, id } }
      unwrap(await send(api.DELETE('/api/v1/events/{event}/members/{id}/', { params })))
    },
    onSuccess: refresh,
  })
}
