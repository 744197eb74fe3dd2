import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { FakeWebSocket } from '@/testing/FakeWebSocket'
import { counts } from '@/testing/samples'

import { CountsStore } from './countsStore'
import { requestCounts } from './requestCounts'

vi.mock('./requestCounts', () => ({ requestCounts: vi.fn() }))

let store: CountsStore

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeWebSocket)
  FakeWebSocket.all = []
  store = new CountsStore('expo')
  store.start()
})

afterEach(() => {
  store.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('nothing is known before the first frame', () => {
  expect(store.state()).toMatchObject({ counts: null, heardAt: null })
})

test('it shows the newest counts and drops what was overtaken', () => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says({ type: 'counts', counts: counts({ revision: 5 }) })
  FakeWebSocket.last.says({ type: 'counts', counts: counts({ revision: 4 }) })
  expect(store.state().counts?.revision).toBe(5)
})

test('while the socket is down it asks over REST, at once and every ten seconds', async () => {
  vi.mocked(requestCounts).mockClear()
  vi.mocked(requestCounts).mockResolvedValue({ ok: true, value: counts({ revision: 9 }) })
  for (let nth = 0; nth < 3; nth++) {
    expect(requestCounts).not.toHaveBeenCalled()
    FakeWebSocket.last.ends(1006)
    await vi.advanceTimersByTimeAsync(2_000)
  }
  expect(requestCounts).toHaveBeenCalledTimes(1)
  expect(store.state().counts?.revision).toBe(9)
  expect(store.state().heardAt).not.toBeNull()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(requestCounts).toHaveBeenCalledTimes(3)
})

test('a screen that may not watch asks no more', async () => {
  vi.mocked(requestCounts).mockClear()
  for (let nth = 0; nth < 3; nth++) {
    FakeWebSocket.last.ends(1006)
    await vi.advanceTimersByTimeAsync(4_000)
  }
  FakeWebSocket.last.ends(4401)
  vi.mocked(requestCounts).mockClear()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(requestCounts).not.toHaveBeenCalled()
})
