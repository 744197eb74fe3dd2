import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { precache } from './precache'

const fetched = vi.fn<typeof fetch>()
const put = vi.fn(() => Promise.resolve())
const cache = { put } as unknown as Cache

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  fetched.mockReset()
  put.mockClear()
})

afterEach(() => vi.unstubAllGlobals())

test('every file is asked for by its hash, and anew where its name says nothing of its content', async () => {
  fetched.mockImplementation(() => Promise.resolve(new Response('content')))
  await precache(cache, [
    ['/d/', 'sha256-door'],
    ['/assets/door-abc.js', 'sha256-script'],
  ])
  expect(fetched.mock.calls).toEqual([
    ['/d/', { cache: 'no-cache', integrity: 'sha256-door', redirect: 'error' }],
    ['/assets/door-abc.js', { cache: 'default', integrity: 'sha256-script', redirect: 'error' }],
  ])
  expect(put).toHaveBeenCalledTimes(2)
})

test('one file that is missing is a failure of all', async () => {
  fetched.mockResolvedValue(new Response('', { status: 404 }))
  await expect(precache(cache, [['/assets/door-abc.js', 'sha256-x']])).rejects.toThrow('404')
})
