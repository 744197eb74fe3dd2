import { expect, test } from 'vitest'

import { EVERYBODY, isMarked, mark, markedCount, NOBODY } from './selection'

test('some are marked by hand, and unmarked again', () => {
  const some = mark(mark(NOBODY, [1, 2, 3], true), [2], false)
  expect([1, 2, 3].map((id) => isMarked(some, id))).toEqual([true, false, true])
  expect(markedCount(some, 100)).toBe(2)
})

test('of everybody some are left out, and taken in again', () => {
  const most = mark(mark(EVERYBODY, [1, 2], false), [2], true)
  expect([1, 2, 3].map((id) => isMarked(most, id))).toEqual([false, true, true])
  expect(markedCount(most, 100)).toBe(99)
})
