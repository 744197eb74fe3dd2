import { afterEach, beforeEach, expect, type Mock, test, vi } from 'vitest'

import type { Conflict } from '@/api/types'
import type { Failure } from '@/http/result'
import { CountsStore } from '@/live/countsStore'
import { requestOpenConflicts } from '@/live/requestConflicts'
import { FakeWebSocket } from '@/testing/FakeWebSocket'
import { conflict } from '@/testing/conflicts'

import { ConflictStore } from './conflictStore'
import { settle } from './settle'

vi.mock('@/live/requestConflicts', () => ({ requestOpenConflicts: vi.fn() }))
vi.mock('./settle', () => ({ settle: vi.fn() }))

let live: CountsStore
let store: ConflictStore
let trusted: Mock<() => Promise<Failure | null>>

const answersWith = (...open: Conflict[]) =>
  vi.mocked(requestOpenConflicts).mockResolvedValue({ ok: true, value: { open, count: open.length } })
const frame = (...open: Conflict[]) => ({ type: 'conflicts', open, count: open.length })
const shown = () => store.state().open.map(({ id }) => id)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeWebSocket)
  FakeWebSocket.all = []
  answersWith()
  live = new CountsStore('expo')
  live.start()
  trusted = vi.fn().mockResolvedValue(null)
  store = new ConflictStore('expo', live, trusted)
})

afterEach(() => {
  live.stop()
  vi.mocked(requestOpenConflicts).mockReset()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('REST is asked when somebody begins to look, and nobody asks before', async () => {
  answersWith(conflict(1))
  expect(requestOpenConflicts).not.toHaveBeenCalled()
  store.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toEqual([1])
})

test('a frame replaces the whole, also by nothing', async () => {
  store.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  FakeWebSocket.last.open()
  await vi.advanceTimersByTimeAsync(0)
  FakeWebSocket.last.says(frame(conflict(2), conflict(1)))
  expect(shown()).toEqual([2, 1])
  FakeWebSocket.last.says(frame())
  expect(shown()).toEqual([])
})

test('an answer that a frame has overtaken is dropped', async () => {
  let answer: (value: { ok: true; value: { open: Conflict[]; count: number } }) => void = () => undefined
  vi.mocked(requestOpenConflicts).mockReturnValue(new Promise((resolve) => (answer = resolve)))
  store.subscribe(() => undefined)
  FakeWebSocket.last.says(frame())
  answer({ ok: true, value: { open: [conflict(1)], count: 1 } })
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toEqual([])
})

test('after a reconnect REST says what no frame would: nothing is open any more', async () => {
  answersWith(conflict(1))
  store.subscribe(() => undefined)
  FakeWebSocket.last.open()
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toEqual([1])
  answersWith()
  FakeWebSocket.last.ends(1006)
  await vi.advanceTimersByTimeAsync(2_000)
  FakeWebSocket.last.open()
  await vi.advanceTimersByTimeAsync(0)
  expect(shown()).toEqual([])
})

test('what was settled here is gone at once, and a late frame does not bring it back', async () => {
  answersWith(conflict(2), conflict(1))
  vi.mocked(settle).mockResolvedValue({ ok: true, value: conflict(1, { outcome: 'let_in' }) })
  store.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  await store.settle(1, 'let_in', '')
  expect(store.state()).toMatchObject({ open: [{ id: 2 }], count: 1 })
  FakeWebSocket.last.says(frame(conflict(2), conflict(1)))
  expect(store.state()).toMatchObject({ open: [{ id: 2 }], count: 1 })
})

test('what others had settled goes too; what failed stays', async () => {
  answersWith(conflict(2), conflict(1))
  store.subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(0)
  vi.mocked(settle).mockResolvedValue({ ok: false, failure: problem('already_decided') })
  await store.settle(1, 'swapped', '')
  expect(shown()).toEqual([2])
  vi.mocked(settle).mockResolvedValue({ ok: false, failure: { kind: 'network', detail: 'No answer.' } })
  await store.settle(2, 'swapped', '')
  expect(shown()).toEqual([2])
})

function problem(code: string): Failure {
  const title = 'Somebody has settled it.'
  return { kind: 'problem', problem: { title, detail: title, code, status: 409 }, retryAfterMs: null }
}

test('nothing is settled as somebody else who signed in here', async () => {
  const failure: Failure = { kind: 'network', detail: 'Somebody else is signed in here.' }
  trusted.mockResolvedValue(failure)
  vi.mocked(settle).mockClear()
  expect(await store.settle(1, 'let_in', '')).toEqual({ ok: false, failure })
  expect(settle).not.toHaveBeenCalled()
})
