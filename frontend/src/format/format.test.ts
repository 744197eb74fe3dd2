import { expect, test } from 'vitest'

import { formatCount, formatRate, formatShare } from './number'
import { formatAgo, formatSpan } from './time'

test('large numbers are grouped by a space that does not wrap, and unknown is a dash', () => {
  expect(formatCount(1284)).toBe('1\u202f284')
  expect(formatCount(1_000_000)).toBe('1\u202f000\u202f000')
  expect(formatCount(0)).toBe('0')
  expect(formatCount(null)).toBe('–')
})

test.each([
  [0.44, '0.4'],
  [3, '3.0'],
  [9.94, '9.9'],
  [9.96, '10'],
  [1284.2, '1\u202f284'],
])('a rate of %d is %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text)
})

test('a share is 100 % only when it is all, and 0 % only when it is none', () => {
  expect(formatShare(1999, 2000)).toBe('99\u202f%')
  expect(formatShare(2000, 2000)).toBe('100\u202f%')
  expect(formatShare(1, 2000)).toBe('1\u202f%')
  expect(formatShare(0, 2000)).toBe('0\u202f%')
  expect(formatShare(0, 0)).toBe('–')
})

test('ages come in the largest fitting unit', () => {
  expect([0, 59, 60, 3599, 3600, 200_000].map(formatAgo)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '59 min',
    '1 h',
    '2 days',
  ])
})

test('the span of an event reads in its own time zone', () => {
  const [from, to] = ['2025-11-06T08:00:00Z', '2025-11-06T17:00:00Z']
  expect(formatSpan(from, to, 'Asia/Tokyo')).toBe('Thu, 6 Nov 2025 – Fri, 7 Nov 2025')
  expect(formatSpan(from, to, 'Europe/Berlin')).toBe('Thu, 6 Nov 2025, 09:00 – 18:00')
})
