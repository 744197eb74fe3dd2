import { renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { useFollowing } from './useFollowing'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('it acts on a change, not on the first value, and seldom enough', () => {
  const act = vi.fn()
  const { rerender } = renderHook(({ value }) => useFollowing(value, 3_000, act), {
    initialProps: { value: 1 },
  })
  vi.advanceTimersByTime(10_000)
  expect(act).not.toHaveBeenCalled()
  for (let value = 2; value < 42; value++) {
    rerender({ value })
    vi.advanceTimersByTime(100)
  }
  expect(act).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(10_000)
  expect(act).toHaveBeenCalledTimes(3)
})

test('an unknown value is no change', () => {
  const act = vi.fn()
  const initialProps: { value: number | undefined } = { value: 1 }
  const { rerender } = renderHook(({ value }) => useFollowing(value, 3_000, act), { initialProps })
  rerender({ value: undefined })
  vi.advanceTimersByTime(10_000)
  expect(act).not.toHaveBeenCalled()
})
