/** Scans that switched-off scanners still held, and what is decided of them. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import type { QuarantinedScan } from '@/api/types'
import { api, send } from '@/http/client'
import { everyPage } from '@/http/everyPage'
import { unwrap } from '@/http/result'

const LOOK_MS = 10_000
/** As many as the server takes at once. */
export const MOST_DECIDED = 500

export const quarantineKey = (slug: string) => ['event', slug, 'quarantine'] as const

export const quarantineQuery = (slug: string) =>
  queryOptions({
    queryKey: quarantineKey(slug),
    queryFn: async () => {
      const rows = await everyPage<QuarantinedScan>((cursor) => {
        const query = { open: true, page_size: 200, ...(cursor === null ? {} : { cursor }) }
        const params = { path: { event: slug }, query }
        return send(api.GET('/api/v1/events/{event}/quarantine/', { params }))
      })
      return rows.filter((row) => row.accepted === null)
    },
    refetchInterval: LOOK_MS,
  })

export function useDecide(slug: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: { ids: number[]; accept: boolean }) =>
      unwrap(
        await send(
          api.POST('/api/v1/events/{event}/quarantine/', { params: { path: { event: slug } }, body }),
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: quarantineKey(slug) }),
  })
}

export interface HeldScan {
  code: string
  gate: number | null
  isExit: boolean
  scannedAt: string | null
}

/** What the scanner sent, as far as it can be read: it is shown as it came. */
export function heldScan(request: unknown): HeldScan {
  const sent = (typeof request === 'object' && request !== null ? request : {}) as Record<string, unknown>
  return {
    code: typeof sent['code'] === 'string' ? sent['code'] : '',
    gate: typeof sent['gate'] === 'number' ? sent['gate'] : null,
    isExit: sent['direction'] === 'exit',
    scannedAt: typeof sent['scanned_at'] === 'string' ? sent['scanned_at'] : null,
  }
}
