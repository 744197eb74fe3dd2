import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createEndWatch, judge, TEST_CODE } from './testScan'

const lost = vi.fn<(text: string) => void>()
let clock = 0

beforeEach(() => {
  vi.useFakeTimers()
  lost.mockReset()
})
afterEach(() => vi.useRealTimers())

function type(watch: ReturnType<typeof createEndWatch>, text: string, gap: number) {
  for (const key of text) watch.press({ key, timeStamp: (clock += gap), repeat: false })
}

test.each([
  ['as printed', TEST_CODE, TEST_CODE, 'fine'],
  ['in small letters', 'test-yz-0123', 'test-yz-0123', 'fine'],
  ['on a German host', 'TESTßZYß0123', TEST_CODE, 'layout'],
  ['with a prefix', `]C1${TEST_CODE}`, `]C1${TEST_CODE}`, 'extra'],
  ['another code', 'ZOE-0042', 'ZOE-0042', 'other'],
])('a code that arrives %s', (_how, text, usLayout, kind) => {
  expect(judge({ text, usLayout }).kind).toBe(kind)
})

test('a burst without an end is noticed', () => {
  type(createEndWatch(lost), TEST_CODE, 10)
  vi.advanceTimersByTime(600)
  expect(lost).toHaveBeenCalledExactlyOnceWith(TEST_CODE)
})

test('one with an end is not', () => {
  const watch = createEndWatch(lost)
  type(watch, TEST_CODE, 10)
  watch.press({ key: 'Enter', timeStamp: clock + 10, repeat: false })
  vi.advanceTimersByTime(600)
  expect(lost).not.toHaveBeenCalled()
})

test('nor is what a hand types', () => {
  type(createEndWatch(lost), TEST_CODE, 120)
  vi.advanceTimersByTime(600)
  expect(lost).not.toHaveBeenCalled()
})

test('a page that is left hears nothing any more', () => {
  const watch = createEndWatch(lost)
  type(watch, TEST_CODE, 10)
  watch.stop()
  vi.advanceTimersByTime(600)
  expect(lost).not.toHaveBeenCalled()
})
