import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { Frame } from '@/api/frames'
import { FakeWebSocket } from '@/testing/FakeWebSocket'
import { counts } from '@/testing/samples'

import { LiveSocket, liveUrl, WATCHDOG_MS } from './socket'

let frames: Frame[]
let live: LiveSocket

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeWebSocket)
  FakeWebSocket.all = []
  frames = []
  live = new LiveSocket({ url: 'ws://test/', onFrame: (frame) => frames.push(frame), random: () => 1 })
  live.start()
})

afterEach(() => {
  live.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const heartbeat = { type: 'heartbeat', at: '2025-11-20T09:00:00Z', revision: 1 }

test('it hands frames on and remembers when it heard them', () => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says({ type: 'counts', counts: counts() })
  expect(frames).toHaveLength(1)
  expect(live.link()).toEqual({ phase: 'open', failures: 0, heardAt: Date.now(), refusal: null })
})

test('it passes over what it does not understand, and still counts it as a sign of life', () => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says('{"type": "fireworks"}')
  FakeWebSocket.last.says('not json')
  expect(frames).toEqual([])
  expect(live.link().heardAt).toBe(Date.now())
})

test('after a lost link it waits longer each time', () => {
  const waits = [500, 1000, 2000, 4000, 8000, 15_000, 15_000]
  for (const [nth, wait] of waits.entries()) {
    FakeWebSocket.last.ends(1006)
    vi.advanceTimersByTime(wait - 1)
    expect(FakeWebSocket.all).toHaveLength(nth + 1)
    vi.advanceTimersByTime(1)
    expect(FakeWebSocket.all).toHaveLength(nth + 2)
  }
})

test('a link that opens and closes without a word counts as a failure', () => {
  for (let nth = 1; nth <= 3; nth++) {
    FakeWebSocket.last.open()
    FakeWebSocket.last.ends(1006)
    expect(live.link().failures).toBe(nth)
    vi.advanceTimersByTime(15_000)
  }
})

test('a frame starts the waits over', () => {
  FakeWebSocket.last.ends(1006)
  vi.advanceTimersByTime(500)
  FakeWebSocket.last.open()
  FakeWebSocket.last.says(heartbeat)
  FakeWebSocket.last.ends(1006)
  expect(live.link()).toMatchObject({ phase: 'waiting', failures: 1 })
})

test('a silent link is given up by the watchdog, though it never closes', () => {
  const silent = FakeWebSocket.last
  silent.open()
  vi.advanceTimersByTime(WATCHDOG_MS - 1)
  expect(silent.isClosed).toBe(false)
  vi.advanceTimersByTime(1)
  expect(silent.isClosed).toBe(true)
  vi.advanceTimersByTime(500)
  expect(FakeWebSocket.all).toHaveLength(2)
})

test('heartbeats keep the watchdog quiet', () => {
  FakeWebSocket.last.open()
  for (let beat = 0; beat < 10; beat++) {
    vi.advanceTimersByTime(10_000)
    FakeWebSocket.last.says(heartbeat)
  }
  expect(FakeWebSocket.all).toHaveLength(1)
})

test('a late word from a link that was given up is not heard', () => {
  const old = FakeWebSocket.last
  old.open()
  vi.advanceTimersByTime(WATCHDOG_MS + 500)
  old.says({ type: 'counts', counts: counts() })
  old.ends(1006)
  expect(frames).toEqual([])
  expect(live.link().phase).toBe('connecting')
})

describe('it connects at once', () => {
  beforeEach(() => {
    for (let nth = 0; nth < 5; nth++) {
      FakeWebSocket.last.ends(1006)
      if (nth < 4) vi.advanceTimersByTime(15_000)
    }
    expect(live.link().phase).toBe('waiting')
  })

  test('when the machine is back online', () => {
    const before = FakeWebSocket.all.length
    window.dispatchEvent(new Event('online'))
    expect(FakeWebSocket.all).toHaveLength(before + 1)
  })

  test('when the page is looked at again', () => {
    const before = FakeWebSocket.all.length
    document.dispatchEvent(new Event('visibilitychange'))
    expect(FakeWebSocket.all).toHaveLength(before + 1)
  })
})

test('a try that hangs is begun anew when the machine is back online', () => {
  const hanging = FakeWebSocket.last
  window.dispatchEvent(new Event('online'))
  expect(hanging.isClosed).toBe(true)
  expect(FakeWebSocket.all).toHaveLength(2)
})

test('back online, a link that missed a heartbeat is not waited for', () => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says(heartbeat)
  vi.advanceTimersByTime(9_000)
  window.dispatchEvent(new Event('online'))
  expect(FakeWebSocket.all).toHaveLength(1)
  vi.advanceTimersByTime(4_000)
  window.dispatchEvent(new Event('online'))
  expect(FakeWebSocket.all).toHaveLength(2)
})

test('being looked at does not disturb a link that is well', () => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says(heartbeat)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(FakeWebSocket.all).toHaveLength(1)
})

test.each([
  [4401, 'signed_out'],
  [4403, 'forbidden'],
  [4404, 'not_found'],
] as const)('close code %i is final: %s', (code, refusal) => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.ends(code)
  vi.advanceTimersByTime(600_000)
  window.dispatchEvent(new Event('online'))
  expect(FakeWebSocket.all).toHaveLength(1)
  expect(live.link()).toMatchObject({ phase: 'closed', refusal })
})

test('bye revoked is final', () => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says({ type: 'bye', reason: 'revoked' })
  vi.advanceTimersByTime(600_000)
  expect(FakeWebSocket.all).toHaveLength(1)
  expect(live.link()).toMatchObject({ phase: 'closed', refusal: 'revoked' })
})

test.each(['role_changed', 'restart'])('bye %s leads to a new link', (reason) => {
  FakeWebSocket.last.open()
  FakeWebSocket.last.says({ type: 'bye', reason })
  FakeWebSocket.last.ends(1012)
  vi.advanceTimersByTime(2_000)
  expect(FakeWebSocket.all).toHaveLength(2)
})

test('stopped is stopped', () => {
  live.stop()
  vi.advanceTimersByTime(600_000)
  window.dispatchEvent(new Event('online'))
  expect(FakeWebSocket.all).toHaveLength(1)
  expect(FakeWebSocket.last.isClosed).toBe(true)
})

test('the address follows the page: its host, and wss under https', () => {
  expect(liveUrl('expo', { protocol: 'https:', host: 'hc.example:8443' })).toBe(
    'wss://hc.example:8443/ws/events/expo/',
  )
  expect(liveUrl('a b', { protocol: 'http:', host: 'localhost' })).toBe('ws://localhost/ws/events/a%20b/')
})
