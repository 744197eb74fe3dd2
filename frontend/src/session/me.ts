/** Who is signed in, with the role at each event: the user, or null. */
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'

import type { Role, User } from '@/api/types'
import { api, send } from '@/http/client'
import { statusOf, unwrap } from '@/http/result'

export const meKey = ['me'] as const

async function fetchMe(): Promise<User | null> {
  const answer = await send(api.GET('/api/v1/auth/me/'))
  if (!answer.ok && statusOf(answer.failure) === 401) return null
  return unwrap(answer)
}

export const meQuery = queryOptions({ queryKey: meKey, queryFn: fetchMe, staleTime: 60_000 })

export function useMe() {
  return useQuery(meQuery)
}

/** The role of whoever is signed in at this event; null where there is none. */
export function useRole(slug: string): Role | null {
  return useMe().data?.roles[slug] ?? null
}

/** Everything that was read for the last user goes; the guard then asks for a new login. */
export function forgetUser(client: QueryClient): void {
  client.setQueryData<User | null>(meKey, null)
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] })
}

export function rememberUser(client: QueryClient, user: User): void {
  client.setQueryData<User | null>(meKey, user)
}
