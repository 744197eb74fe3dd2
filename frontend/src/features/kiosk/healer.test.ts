import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { hasNewBuild, updateWorker } from './build'
import { Healer } from './healer'
import { isServerReady } from './ready'
import { hasFailedTwice, readReloads } from './reloadLog'

vi.mock('./build', () => ({ hasNewBuild: vi.fn(), updateWorker: vi.fn() }))
vi.mock('./ready', () => ({ isServerReady: vi.fn() }))

const MINUTE = 60_000
const reload = vi.fn()
let stop: () => void

function start(): Healer {
  const healer = new Healer({ reload, random: () => 0 })
  stop = healer.start()
  return healer
}

/** Lets time pass while the server speaks every ten seconds. */
async function listen(healer: Healer, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10_000) {
    healer.heard(Date.now())
    await vi.advanceTimersByTimeAsync(Math.min(10_000, ms - passed))
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2025-11-20T09:00:00Z') })
  sessionStorage.clear()
  reload.mockReset()
  vi.mocked(isServerReady).mockReset().mockResolvedValue(true)
  vi.mocked(hasNewBuild).mockReset().mockResolvedValue(false)
  vi.mocked(updateWorker).mockReset().mockResolvedValue(false)
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

describe('a stale display', () => {
  test('reloads after two minutes of silence, and not before', async () => {
    start()
    await vi.advanceTimersByTimeAsync(2 * MINUTE)
    expect(isServerReady).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(reload).toHaveBeenCalledTimes(1)
    expect(readReloads().past.map(({ why }) => why)).toEqual(['stale'])
  })

  test('does not reload while the server is not ready, and does as soon as it is', async () => {
    vi.mocked(isServerReady).mockResolvedValue(false)
    start()
    await vi.advanceTimersByTimeAsync(30 * MINUTE)
    expect(reload).not.toHaveBeenCalled()
    vi.mocked(isServerReady).mockResolvedValue(true)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('that hears from the server meanwhile stays', async () => {
    const healer = start()
    let answer: (isReady: boolean) => void = () => undefined
    vi.mocked(isServerReady).mockReturnValue(new Promise((resolve) => (answer = resolve)))
    await vi.advanceTimersByTimeAsync(3 * MINUTE)
    expect(isServerReady).toHaveBeenCalledTimes(1)
    healer.heard(Date.now())
    await vi.advanceTimersByTimeAsync(5_000)
    answer(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(reload).not.toHaveBeenCalled()
  })

  test('that the server refused for good has nothing to wait for', async () => {
    start().rest()
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(reload).not.toHaveBeenCalled()
  })
})

describe('an error', () => {
  const fail = () => window.dispatchEvent(new ErrorEvent('error', { error: new Error('boom') }))

  test('reloads the page after some seconds', async () => {
    const healer = start()
    fail()
    expect(healer.report()).toMatchObject({ planned: 'error', error: 'Error: boom' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('that nobody caught in a promise does so too', async () => {
    start()
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'no' }))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('that comes back with every reload is reloaded less and less often', async () => {
    const waits: number[] = []
    for (let nth = 0; nth < 7; nth++) {
      const healer = start()
      const at = Date.now()
      fail()
      while (reload.mock.calls.length <= nth) await listen(healer, 5_000)
      waits.push(Math.round((Date.now() - at) / 5_000) * 5)
      stop()
    }
    expect(waits).toEqual([5, 15, 60, 300, 900, 900, 900])
    expect(hasFailedTwice()).toBe(true)
  })

  test('after a long time without one is a first one again', async () => {
    const first = start()
    fail()
    await listen(first, 10_000)
    stop()
    const second = start()
    expect(second.report().tries).toBe(1)
    await listen(second, 11 * MINUTE)
    expect(second.report().tries).toBe(0)
  })
})

describe('a new build', () => {
  test('is looked for every ten minutes, and taken', async () => {
    const healer = start()
    await listen(healer, 9 * MINUTE)
    expect(hasNewBuild).not.toHaveBeenCalled()
    vi.mocked(hasNewBuild).mockResolvedValue(true)
    await listen(healer, 2 * MINUTE)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('is looked for when the link is back, but not at its first opening', async () => {
    const healer = start()
    await listen(healer, 2 * MINUTE)
    healer.linkIs(true)
    await listen(healer, MINUTE)
    expect(hasNewBuild).not.toHaveBeenCalled()
    healer.linkIs(false)
    healer.linkIs(true)
    await listen(healer, 20_000)
    expect(hasNewBuild).toHaveBeenCalledTimes(1)
  })

  test('is looked for once a minute where the link comes and goes', async () => {
    const healer = start()
    for (let nth = 0; nth < 50; nth++) {
      healer.linkIs(true)
      await listen(healer, 5_000)
      healer.linkIs(false)
    }
    expect(vi.mocked(hasNewBuild).mock.calls.length).toBeLessThanOrEqual(4)
  })

  test('is left to the service worker where there is one', async () => {
    vi.mocked(hasNewBuild).mockResolvedValue(true)
    vi.mocked(updateWorker).mockResolvedValue(true)
    await listen(start(), 30 * MINUTE)
    expect(updateWorker).toHaveBeenCalled()
    expect(reload).not.toHaveBeenCalled()
  })

  test('that some servers have and others lack makes no quick loop', async () => {
    vi.mocked(hasNewBuild).mockResolvedValue(true)
    const began = Date.now()
    while (Date.now() - began < 60 * MINUTE) {
      const healer = start()
      const before = reload.mock.calls.length
      healer.linkIs(true)
      healer.linkIs(false)
      healer.linkIs(true)
      while (reload.mock.calls.length === before) await listen(healer, 5_000)
      stop()
    }
    expect(reload.mock.calls.length).toBeLessThan(16)
  })
})

test('every night it starts afresh, whatever happens, at four where the event is', async () => {
  const healer = start()
  healer.livesIn('Asia/Taipei') // 17:00 there
  await listen(healer, 11 * 60 * MINUTE - 10_000)
  expect(reload).not.toHaveBeenCalled()
  await listen(healer, 30_000)
  expect(reload).toHaveBeenCalledTimes(1)
  expect(readReloads()).toMatchObject({ tries: 0, past: [{ why: 'daily' }] })
})
