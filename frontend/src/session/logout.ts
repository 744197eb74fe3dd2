import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'

import { RequestError } from '@/http/result'

import { forgetUser } from './me'
import { signOut } from './signOut'

export class UnansweredScans extends Error {}

async function logout(client: QueryClient): Promise<void> {
  const failure = await signOut()
  if (failure === 'unanswered') throw new UnansweredScans()
  if (failure !== null) throw new RequestError(failure)
  forgetUser(client)
}

export function useLogout() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => logout(client) })
}
