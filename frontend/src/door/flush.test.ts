/** The way to the server: what is lost comes again with the same key, and nothing is counted or lost twice. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import {
  clearBench,
  opened,
  pass,
  queueSignedOut,
  scanOf,
  serverOf,
  setBench,
  settle,
  statesOf,
  until,
} from '@/testing/doorBench'
import { DoorServer, type Fate, refusal } from '@/testing/doorServer'

let server: DoorServer

beforeEach(() => {
  setBench()
  server = serverOf(20)
})

afterEach(() => clearBench())

describe.each<[string, Fate]>([
  ['a lost request', 'lost'],
  ['a lost answer', 'answer lost'],
  ['500', refusal(500, 'http_500')],
  ['503', refusal(503, 'database_unavailable')],
  ['429', refusal(429, 'throttled')],
  ['a page of a proxy', refusal(404, 'http_404')],
])('after %s', (_, fate) => {
  test('the same scan goes out again until it is answered, and counts once', async () => {
    const desk = await opened(server)
    server.fates = [fate, fate]
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'waiting', local: { outcome: 'admitted' } })
    await pass(16_000)
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', answer: { outcome: 'admitted' } })
    expect(new Set(server.arrived.map((scan) => scan.idempotency_key))).toEqual(new Set([key]))
    const [first, ...others] = server.arrived
    for (const other of others) expect(other).toEqual(first)
    expect(server.recorded.size).toBe(1)
  })
})

test('waits grow to fifteen seconds, and a scan is never given up', async () => {
  const desk = await opened(server)
  server.fate = 'lost'
  const { key } = desk.submit({ code: 'CODE1' })
  await pass(10 * 60_000)
  expect(scanOf(desk, key).state).toBe('waiting')
  expect(server.batches.length).toBeGreaterThan(40)
  server.fate = 'answered'
  await pass(15_000)
  expect(scanOf(desk, key).state).toBe('answered')
})

test('Retry-After is honoured, also by scans that come meanwhile and by the other tab', async () => {
  const desk = await opened(server)
  const other = await opened(server)
  server.fates = [refusal(429, 'throttled', 20_000)]
  desk.submit({ code: 'CODE1' })
  await settle()
  desk.submit({ code: 'CODE2' })
  other.submit({ code: 'CODE3' })
  await pass(19_000)
  expect(server.arrived).toEqual([])
  await pass(2_000)
  expect(server.arrived).toHaveLength(3)
  expect(statesOf(other)).toEqual(['answered', 'answered', 'answered'])
})

test('a new scan does not wait for the next try of an old one', async () => {
  const desk = await opened(server)
  server.fate = 'lost'
  desk.submit({ code: 'CODE1' })
  await pass(60_000)
  server.fate = 'answered'
  desk.submit({ code: 'CODE2' })
  await settle()
  expect(statesOf(desk)).toEqual(['answered', 'answered'])
})

test('what the server will not take fails with its reason, harms no other, and can be tried again', async () => {
  const desk = await opened(server)
  server.fate = 'lost'
  const keys = [1, 2, 3].map((id) => desk.submit({ code: `CODE${String(id)}` }).key)
  await settle()
  const { gates } = server
  server.gates = []
  server.fate = 'answered'
  desk.hurry()
  await settle()
  expect(statesOf(desk)).toEqual(['failed', 'failed', 'failed'])
  server.gates = gates
  desk.retry(keys[1] ?? '')
  await settle()
  expect(statesOf(desk)).toEqual(['failed', 'answered', 'failed'])
  expect(server.arrived.at(-1)?.idempotency_key).toBe(keys[1])
})

test('of a batch that is refused as a whole only the guilty item fails', async () => {
  const desk = await opened(server)
  server.fate = 'lost'
  const keys = Array.from({ length: 9 }, (_, nth) => desk.submit({ code: `CODE${String(nth + 1)}` }).key)
  await settle()
  const bad = keys[4]
  const real = server.postScans
  vi.spyOn(server, 'postScans').mockImplementation((slug, scans) =>
    scans.some((scan) => scan.idempotency_key === bad)
      ? Promise.resolve({ ok: false, failure: refusal(400, 'invalid') })
      : real(slug, scans),
  )
  server.fate = 'answered'
  desk.hurry()
  await pass(1_000)
  expect(statesOf(desk)).toEqual(keys.map((key) => (key === bad ? 'failed' : 'answered')).reverse())
})

test('an answer that is out of shape is none', async () => {
  const desk = await opened(server)
  const results: unknown[] = [
    '<html>',
    { results: 'none' },
    { results: [{}] },
    { results: [{ idempotency_key: 'other', outcome: 'admitted' }] },
  ]
  const real = server.postScans
  vi.spyOn(server, 'postScans').mockImplementation((slug, scans) => {
    const value = results.shift()
    return value === undefined ? real(slug, scans) : Promise.resolve({ ok: true, value })
  })
  const { key } = desk.submit({ code: 'CODE1' })
  await settle()
  expect(scanOf(desk, key)).toMatchObject({ state: 'waiting', answer: null })
  await pass(30_000)
  expect(results).toEqual([])
  expect(scanOf(desk, key).state).toBe('answered')
})

test('a lone scan goes by itself, many go together, 500 at most', async () => {
  for (let id = 21; id <= 700; id++) server.guest(id)
  const desk = await opened(server)
  desk.submit({ code: 'CODE1' })
  await settle()
  expect(server.batches).toEqual([1])
  await queueSignedOut(server, desk, 2, 622)
  server.batches.length = 0
  desk.hurry()
  await until(() => desk.state().waiting === 0)
  expect(server.batches).toEqual([500, 121])
  expect(desk.state().waiting).toBe(0)
})

test('after a failure few try out the line, before many follow', async () => {
  for (let id = 21; id <= 100; id++) server.guest(id)
  const desk = await opened(server)
  server.fate = 'lost'
  for (let id = 1; id <= 80; id++) desk.submit({ code: `CODE${String(id)}` })
  await until(() => server.batches.length > 0 && statesOf(desk).every((state) => state === 'waiting'))
  server.batches.length = 0
  server.fate = 'answered'
  await pass(16_000)
  expect(server.batches).toEqual([25, 55])
})

test('the time of a scan is fixed when it is made, whatever becomes of the clock', async () => {
  const desk = await opened(server)
  server.fate = 'lost'
  const { key, scannedAt } = desk.submit({ code: 'CODE1' })
  await settle()
  vi.setSystemTime(Date.parse('2025-11-20T12:00:00Z'))
  server.fate = 'answered'
  desk.hurry()
  await pass(20_000)
  expect(scanOf(desk, key).scannedAt).toBe(scannedAt)
  expect(new Set(server.arrived.map((scan) => scan.scanned_at))).toEqual(new Set([scannedAt]))
})
