/** Imports, those that run and those that are over, and what each one says of its list. */
import { queryOptions } from '@tanstack/react-query'

import type { Import } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

const LOOK_MS = 1_000
const MOST_LISTED = 20
/** All but what may be ten thousand rows long. */
const FIGURES = [
  ...['id', 'status', 'dry_run', 'filename', 'total', 'processed', 'created', 'updated', 'skipped'],
  ...['bad_rows', 'by', 'created_at', 'finished_at'],
].join()

export type Job = Omit<Import, 'errors' | 'sample' | 'mapping'>

export const jobsKey = (slug: string) => ['event', slug, 'imports'] as const
export const jobKey = (slug: string, id: number) => [...jobsKey(slug), id] as const

export function isRunning({ status }: Job): boolean {
  return status === 'queued' || status === 'running'
}

/** The newest ones. They are looked at again while one of them runs. */
export const jobsQuery = (slug: string) =>
  queryOptions({
    queryKey: [...jobsKey(slug), 'list'],
    queryFn: async (): Promise<Job[]> => {
      const query = { page_size: MOST_LISTED, fields: FIGURES }
      const params = { path: { event: slug }, query }
      return unwrap(await send(api.GET('/api/v1/events/{event}/imports/', { params }))).results
    },
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? LOOK_MS : false),
  })

/** How far one is, every second until it is over. */
export const jobQuery = (slug: string, id: number) =>
  queryOptions({
    queryKey: [...jobKey(slug, id), 'figures'],
    queryFn: async (): Promise<Job> => {
      const params = { path: { event: slug, id }, query: { fields: FIGURES } }
      return unwrap(await send(api.GET('/api/v1/events/{event}/imports/{id}/', { params })))
    },
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? LOOK_MS : false),
  })

/** Its bad rows, and of a dry run some of those whom it would change. */
export const jobRowsQuery = (slug: string, id: number) =>
  queryOptions({
    queryKey: [...jobKey(slug, id), 'rows'],
    queryFn: async (): Promise<Pick<Import, 'errors' | 'sample'>> => {
      const params = { path: { event: slug, id }, query: { fields: 'errors,sample' } }
      return unwrap(await send(api.GET('/api/v1/events/{event}/imports/{id}/', { params })))
    },
    staleTime: Infinity,
  })
