import { expect, test } from 'vitest'

import { csrfToken } from './csrf'
import { cursorOf } from './cursor'
import { retryAfter } from './problem'

test.each([
  [null, null],
  ['', null],
  ['3', 3000],
  ['-1', 0],
  ['Thu, 20 Nov 2025 09:00:05 GMT', 5000],
  ['Thu, 20 Nov 2025 08:00:00 GMT', 0],
  ['soon', null],
])('Retry-After %j is %j ms', (header, expected) => {
  expect(retryAfter(header, Date.parse('2025-11-20T09:00:00Z'))).toBe(expected)
})

test('the CSRF token is found among other cookies', () => {
  expect(csrfToken('a=1; csrftoken=x%3Dy; xcsrftoken=no')).toBe('x=y')
  expect(csrfToken('xcsrftoken=no')).toBeNull()
  expect(csrfToken('')).toBeNull()
})

test('a cursor is read from an address or taken as it is', () => {
  expect(cursorOf('https://hc.example/api/v1/events/?cursor=cD0y&q=a')).toBe('cD0y')
  expect(cursorOf('cD0y')).toBe('cD0y')
  expect(cursorOf(null)).toBeNull()
})
