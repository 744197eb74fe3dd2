import { expect, test } from 'vitest'

import { backoffDelay } from './backoff'

test('the ceiling grows from half a second to fifteen and stays there', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => backoffDelay(failures, () => 1))
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
})

test('jitter is full: any wait down to none may come', () => {
  expect(backoffDelay(6, () => 0)).toBe(0)
  expect(backoffDelay(6, () => 0.5)).toBe(7500)
})
