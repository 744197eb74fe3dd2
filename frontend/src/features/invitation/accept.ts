import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { User } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'
import { forgetUser, rememberUser } from '@/session/me'

export interface Acceptance {
  invitation: string
  name: string
  password: string
}

async function accept(body: Acceptance): Promise<User> {
  return unwrap(await send(api.POST('/api/v1/auth/invitation/', { body })))
}

/** Opens the account that somebody was invited to; the answer is a session. */
export function useAccept(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: accept,
    onSuccess: (user) => {
      forgetUser(client)
      rememberUser(client, user)
      onDone()
    },
  })
}
