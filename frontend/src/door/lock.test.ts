import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { withLock } from './lock'

/** One lock that somebody holds who sleeps; it can be stolen, once and again. */
class SleepersLock {
  #rob: (() => void) | null = null

  request(_name: string, { signal, steal }: LockOptions, work: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new DOMException('Aborted', 'AbortError'))
      signal?.addEventListener('abort', fail)
      if (steal !== true) return
      this.#rob?.()
      this.#rob = fail
      void work().then(resolve)
    })
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  Object.defineProperty(navigator, 'locks', { configurable: true, value: new SleepersLock() })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a tab that is looked at takes the lock of one that sleeps, after twenty seconds', async () => {
  const work = vi.fn(() => Promise.resolve('done'))
  const working = withLock('door', work)
  await vi.advanceTimersByTimeAsync(19_000)
  expect(work).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await working).toBe('done')
})

test('one that nobody looks at waits', async () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  const work = vi.fn(() => Promise.resolve())
  void withLock('door', work)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(work).not.toHaveBeenCalled()
})

test('whoever is robbed of it is told', async () => {
  let isMine = (): boolean => true
  const robbed = withLock('door', (mine) => {
    isMine = mine
    return new Promise(() => undefined)
  }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(isMine()).toBe(true)
  const next = withLock('door', () => Promise.resolve('done'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await next).toBe('done')
  expect(await robbed).toMatchObject({ name: 'AbortError' })
  expect(isMine()).toBe(false)
})
