import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { keepAwake } from './wakeLock'

let locks: { released: boolean; release: () => Promise<void> }[]

beforeEach(() => {
  locks = []
  const request = vi.fn(() => {
    const lock = { released: false, release: () => Promise.resolve(void (lock.released = true)) }
    locks.push(lock)
    return Promise.resolve(lock)
  })
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
})

afterEach(() => {
  Reflect.deleteProperty(navigator, 'wakeLock')
})

const settle = () => new Promise((resolve) => setTimeout(resolve))

it('keeps the screen on until it is told to stop', async () => {
  const stop = keepAwake()
  await settle()
  expect(locks.map(({ released }) => released)).toEqual([false])
  stop()
  expect(locks.map(({ released }) => released)).toEqual([true])
})

it('asks again when the page is seen again', async () => {
  const stop = keepAwake()
  await settle()
  const [first] = locks
  if (first !== undefined) first.released = true // as browsers do when the page is hidden
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
  expect(locks).toHaveLength(2)
  stop()
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
  expect(locks).toHaveLength(2)
})

it('lets go of a lock that comes too late', async () => {
  keepAwake()()
  await settle()
  expect(locks.map(({ released }) => released)).toEqual([true])
})

it('does without where the browser has no such lock', () => {
  Reflect.deleteProperty(navigator, 'wakeLock')
  expect(keepAwake()).not.toThrow()
})
