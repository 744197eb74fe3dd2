import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { type Admitted, dayArrivalsQuery, renewTail } from './arrivalsQuery'

const MINUTE_MS = 60_000
const day = Date.parse('2026-05-01T00:00:00Z')
const now = Date.parse('2026-05-01T10:00:00Z')
const iso = (at: number) => new Date(at).toISOString()

interface Asked {
  from: number
  answer: (...minutes: Admitted[]) => Promise<void>
  fail: () => Promise<void>
}

let asked: Asked[]
let client: QueryClient
let stop: () => void

/** Answers come when the test says so. */
function askedFor(request: Request): Promise<Response> {
  return new Promise((resolve) => {
    const settle = async (status: number, body: unknown) => {
      resolve(Response.json(body, { status }))
      await vi.advanceTimersByTimeAsync(10)
    }
    asked.push({
      from: Date.parse(new URL(request.url).searchParams.get('from') ?? ''),
      answer: (...minutes) =>
        settle(
          200,
          minutes.map(({ at, n }) => ({ at: iso(at), admitted: n })),
        ),
      fail: () => settle(500, {}),
    })
  })
}

const query = dayArrivalsQuery('expo', day)
const shown = () => client.getQueryData(query.queryKey)
const wholes = () => asked.filter(({ from }) => from < day).length

function last(): Asked {
  const newest = asked.at(-1)
  if (newest === undefined) throw new Error('nothing was asked for')
  return newest
}

beforeEach(async () => {
  vi.useFakeTimers({ now })
  asked = []
  vi.stubGlobal('fetch', askedFor)
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  stop = new QueryObserver(client, query).subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(10)
})

afterEach(() => {
  stop()
  client.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Reads the tail every three seconds for so long, always with the same answer. */
async function follow(ms: number): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    const tail = renewTail(client, 'expo', day)
    await vi.advanceTimersByTimeAsync(1)
    await last().answer({ at: now, n: 5 })
    await tail
    await vi.advanceTimersByTimeAsync(3_000)
  }
}

test('the whole is read every five minutes, however often its tail is', async () => {
  await last().answer({ at: now - 60 * MINUTE_MS, n: 2 })
  await follow(4.8 * MINUTE_MS)
  expect(wholes()).toBe(1)
  await follow(0.4 * MINUTE_MS)
  expect(wholes()).toBe(2)
  expect(shown()).toEqual([
    { at: now - 60 * MINUTE_MS, n: 2 },
    { at: now, n: 5 },
  ])
})

test('a whole that could not be read is asked for five minutes later, not at once', async () => {
  await last().answer({ at: now, n: 2 })
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS)
  expect(asked).toHaveLength(2)
  await last().fail()
  await vi.advanceTimersByTimeAsync(4.9 * MINUTE_MS)
  expect(asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(0.2 * MINUTE_MS)
  expect(asked).toHaveLength(3)
})

test('an older tail that comes later changes nothing', async () => {
  await last().answer({ at: now, n: 1 })
  const older = renewTail(client, 'expo', day)
  await vi.advanceTimersByTimeAsync(1)
  const slow = last()
  const newer = renewTail(client, 'expo', day)
  await vi.advanceTimersByTimeAsync(1)
  await last().answer({ at: now, n: 3 })
  await newer
  await slow.answer({ at: now, n: 2 })
  await older
  expect(shown()).toEqual([{ at: now, n: 3 }])
})

test('a tail that was read while the whole was on its way is kept', async () => {
  await last().answer({ at: now, n: 1 })
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS)
  const whole = last()
  const tail = renewTail(client, 'expo', day)
  await vi.advanceTimersByTimeAsync(1)
  await last().answer({ at: now, n: 9 })
  await tail
  await whole.answer({ at: now - 60 * MINUTE_MS, n: 4 }, { at: now, n: 8 })
  expect(shown()).toEqual([
    { at: now - 60 * MINUTE_MS, n: 4 },
    { at: now, n: 9 },
  ])
})

test('a tail that was asked for before the whole comes too late after it', async () => {
  await last().answer({ at: now, n: 1 })
  const tail = renewTail(client, 'expo', day)
  await vi.advanceTimersByTimeAsync(1)
  const slow = last()
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS)
  await last().answer({ at: now, n: 8 })
  await slow.answer({ at: now, n: 7 })
  await tail
  expect(shown()).toEqual([{ at: now, n: 8 }])
})
