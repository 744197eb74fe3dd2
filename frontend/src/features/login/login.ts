import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { User } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'
import { rememberUser } from '@/session/me'

export interface Credentials {
  email: string
  password: string
}

async function login(credentials: Credentials): Promise<User> {
  return unwrap(await send(api.POST('/api/v1/auth/login/', { body: credentials })))
}

export function useLogin(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: login,
    onSuccess: (user) => {
      rememberUser(client, user)
      onDone()
    },
  })
}
