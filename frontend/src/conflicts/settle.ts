import type { Conflict, ConflictOutcome } from '@/api/types'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

export type Settle = (id: number, outcome: ConflictOutcome, note: string) => Promise<Result<Conflict>>

/** Records what became of a conflict. The same outcome again is no error. */
export function settle(
  slug: string,
  id: number,
  outcome: ConflictOutcome,
  note: string,
): Promise<Result<Conflict>> {
  return send(
    api.POST('/api/v1/events/{event}/conflicts/{id}/', {
      params: { path: { event: slug, id } },
      body: { outcome, note },
    }),
  )
}
