import { useMutation } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

export interface PasswordChange {
  password: string
  new_password: string
}

export function useChangePassword() {
  return useMutation({
    meta: { asksPassword: true },
    mutationFn: async (body: PasswordChange) =>
      unwrap(await send(api.POST('/api/v1/auth/password/', { body }))),
  })
}
