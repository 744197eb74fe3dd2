/** The newest refused scans, for organisers: REST fills the cache entry, the socket keeps it current. */
import { queryOptions } from '@tanstack/react-query'

import type { RefusedScan } from '@/api/frames'
import type { ScanAnswer } from '@/api/types'
import { api, send } from '@/http/client'
import { type Result, unwrap } from '@/http/result'

import { mergeRefusals } from './merge'

export const refusalsKey = (slug: string) => ['event', slug, 'refusals'] as const

async function requestRefusals(slug: string): Promise<Result<RefusedScan[]>> {
  const answer = await send(
    api.GET('/api/v1/events/{event}/scans/', {
      params: { path: { event: slug }, query: { outcome: 'refused' } },
    }),
  )
  return answer.ok ? { ok: true, value: answer.value.results.flatMap(asRefused) } : answer
}

function asRefused(scan: ScanAnswer): RefusedScan[] {
  if (scan.reason === null) return []
  return [{ id: scan.id, at: scan.recorded_at, reason: scan.reason, gate: scan.gate.name, by: '' }]
}

export const refusalsQuery = (slug: string) =>
  queryOptions({
    queryKey: refusalsKey(slug),
    queryFn: async ({ client }) =>
      mergeRefusals(
        client.getQueryData<RefusedScan[]>(refusalsKey(slug)),
        unwrap(await requestRefusals(slug)),
      ),
    staleTime: Infinity,
  })
