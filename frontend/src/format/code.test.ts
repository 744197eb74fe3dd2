import { expect, test } from 'vitest'

import { formatCountdown, groupCode, tidyCode } from './code'

test('a code is shown in groups of four', () => {
  expect(groupCode('ABCDEFGH')).toBe('ABCD EFGH')
})

test.each(['abcd-efgh', ' abcd efgh ', 'ABCDEFGH'])('%j is the code ABCDEFGH', (typed) => {
  expect(tidyCode(typed)).toBe('ABCDEFGH')
})

test.each([
  [600, '10:00'],
  [65.2, '1:06'],
  [9, '0:09'],
  [-3, '0:00'],
])('%d s are left as %s', (seconds, words) => {
  expect(formatCountdown(seconds)).toBe(words)
})
