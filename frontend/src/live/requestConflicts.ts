/** Reading conflicts over REST, for every face. */
import type { Conflict } from '@/api/types'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

/** What is to be settled: the newest, and how many there are. The same as the frame. */
export interface OpenConflicts {
  readonly open: readonly Conflict[]
  readonly count: number
}

export async function requestOpenConflicts(slug: string): Promise<Result<OpenConflicts>> {
  const answer = await requestConflicts(slug, true)
  return answer.ok ? { ok: true, value: { open: answer.value.results, count: answer.value.open } } : answer
}

/** The last ones that somebody has settled. */
export async function requestSettledConflicts(slug: string): Promise<Result<readonly Conflict[]>> {
  const answer = await requestConflicts(slug, false)
  if (!answer.ok) return answer
  return { ok: true, value: answer.value.results.filter(({ outcome }) => outcome !== '') }
}

function requestConflicts(slug: string, open: boolean) {
  return send(
    api.GET('/api/v1/events/{event}/conflicts/', { params: { path: { event: slug }, query: { open } } }),
  )
}
