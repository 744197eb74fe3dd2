import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'

import { api } from '@/http/client'

import { AT_ONCE, type BulkProgress, changeMany, idsOf } from './bulk'
import { NO_FILTERS } from './filters'
import { EVERYBODY, mark, NOBODY } from './selection'

const answer = (data: unknown) =>
  Promise.resolve({ data, response: new Response('{}', { status: 200 }) }) as never

const changed = (id: number) => ({
  id,
  status: 'confirmed',
  checked_in_at: null,
  changed_at: '2026-05-01T09:00:00Z',
  code: null,
  detail: null,
})
const refused = (id: number) => ({
  id,
  status: null,
  checked_in_at: null,
  changed_at: null,
  code: 'invalid_transition',
  detail: 'Not from here.',
})

const spied = () => ({ post: vi.spyOn(api, 'POST'), get: vi.spyOn(api, 'GET') })
let { post, get } = spied()

beforeEach(() => {
  ;({ post, get } = spied())
})

function change(ids: number[], isStopped = () => false) {
  const told: BulkProgress[] = []
  const client = new QueryClient()
  const onProgress = (progress: BulkProgress) => told.push(progress)
  const done = changeMany({
    client,
    slug: 'expo',
    ids,
    status: 'confirmed',
    reason: '',
    isStopped,
    onProgress,
  })
  return done.then(() => told)
}

test('many are sent some hundred at a time, and what became of them is counted', async () => {
  post.mockImplementation((_path, request) => {
    const { ids } = (request as { body: { ids: number[] } }).body
    return answer({ results: ids.map((id) => (id % 100 === 0 ? refused(id) : changed(id))) })
  })
  const told = await change(Array.from({ length: AT_ONCE * 2 + 1 }, (_, n) => n + 1))
  expect(told.map(({ done, total }) => [done, total])).toEqual([
    [500, 1001],
    [1000, 1001],
    [1001, 1001],
  ])
  expect(told.at(-1)?.changed).toBe(991)
  expect([...(told.at(-1)?.refused ?? [])]).toEqual([['Not from here.', 10]])
})

test('stopped, it sends no more', async () => {
  let stopped = false
  post.mockImplementation(() => {
    stopped = true
    return answer({ results: [] })
  })
  await change(
    Array.from({ length: 1200 }, (_, n) => n),
    () => stopped,
  )
  expect(post).toHaveBeenCalledTimes(1)
})

test('everybody is asked for page by page, but those who were left out', async () => {
  get.mockImplementationOnce(() =>
    answer({ results: [{ id: 1 }, { id: 2 }], next: 'http://x/?cursor=two', previous: null }),
  )
  get.mockImplementationOnce(() => answer({ results: [{ id: 3 }], next: null, previous: null }))
  const found: number[] = []
  const all = await idsOf(
    'expo',
    NO_FILTERS,
    mark(EVERYBODY, [2], false),
    (count) => found.push(count),
    () => false,
  )
  expect([all, found]).toEqual([
    [1, 3],
    [1, 2],
  ])
})

test('those marked by hand need no asking', async () => {
  const ids = await idsOf(
    'expo',
    NO_FILTERS,
    mark(NOBODY, [4, 5], true),
    () => undefined,
    () => false,
  )
  expect(ids).toEqual([4, 5])
  expect(get).not.toHaveBeenCalled()
})
