import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

import { isTemporary, RequestError, statusOf } from '@/http/result'
import { forgetUser } from '@/session/me'

const RETRIES = 3

/** The cache of the organiser pages. A 401 from anywhere signs the page out; the guard then asks for a login. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof RequestError && statusOf(error.failure) === 401) forgetUser(client)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, { meta }) => {
        // A wrong password in a form is a 401 too, and ends no session.
        if (meta?.['asksPassword'] !== true) onError(error)
      },
    }),
    defaultOptions: {
      queries: {
        // navigator.onLine is a hint, not the truth: ask, and let the answer say.
        networkMode: 'always',
        retry: (failures, error) =>
          error instanceof RequestError && isTemporary(error.failure) && failures < RETRIES,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return client
}
