import { afterEach, expect, test, vi } from 'vitest'

import type { ScanRequest } from '@/api/types'

import { handOver } from './handOver'

afterEach(() => vi.unstubAllGlobals())

const scans = (count: number): ScanRequest[] =>
  Array.from({ length: count }, (_, at) => ({
    code: `C${at}`,
    gate: 1,
    direction: 'entry',
    idempotency_key: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  }))

function answer(status: number, extra: object = {}): Response {
  const body = { title: 'No', status, code: 'device_revoked', detail: 'No.', ...extra }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

test('what a switched-off scanner holds goes in batches, and the kept ones are counted', async () => {
  const sizes: number[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return answer(401)
    const body = (await request.json()) as { scans: unknown[] }
    sizes.push(body.scans.length)
    return answer(401, { quarantined: body.scans.length })
  })
  expect(await handOver('expo', scans(501))).toEqual({ kept: 501, failure: null })
  expect(sizes).toEqual([500, 1])
})

test('what the server does not keep is not called kept', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(answer(401)))
  expect(await handOver('expo', scans(2))).toEqual({ kept: 0, failure: null })
})

test('without an answer there is a next time', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  const { kept, failure } = await handOver('expo', scans(2))
  expect(kept).toBe(0)
  expect(failure?.kind).toBe('network')
})

test.each([
  ['another user', 403, 'permission_denied'],
  ['a device that was paired since', 200, ''],
])('%s sends nothing of it: as theirs it would count', async (_, status, code) => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return Promise.resolve(answer(status, { code }))
  })
  const { kept, failure } = await handOver('expo', scans(2))
  expect(kept).toBe(0)
  expect(failure).toMatchObject({ problem: { code: 'other_user' } })
  expect(asked).toEqual(['GET /api/v1/auth/device/'])
})

test('somebody who signs in between two batches gets none of the second', async () => {
  let batches = 0
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET')
      return answer(batches === 0 ? 401 : 403, { code: batches ? 'no' : 'device_revoked' })
    batches += 1
    return answer(401, { quarantined: ((await request.json()) as { scans: unknown[] }).scans.length })
  })
  const kept: string[] = []
  const came = await handOver('expo', scans(501), (keys) => {
    kept.push(...keys)
    return Promise.resolve()
  })
  expect(came).toMatchObject({ kept: 500, failure: { problem: { code: 'other_user' } } })
  expect([batches, kept.length]).toEqual([1, 500])
})

test('what was taken as somebody’s is not called kept', async () => {
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(answer(request.method === 'GET' ? 401 : 200)))
  expect(await handOver('expo', scans(2))).toMatchObject({
    kept: 0,
    failure: { problem: { code: 'other_user' } },
  })
})
