import { expect, test } from 'vitest'

import { freshnessOf, freshnessWords } from './freshness'
import type { Link } from './socket'

const open: Link = { phase: 'open', failures: 0, heardAt: 0, refusal: null }
const heardAt = Date.parse('2025-11-20T09:38:12Z')

test.each([
  [0, 'live'],
  [14_999, 'live'],
  [15_000, 'slow'],
  [45_000, 'slow'],
  [45_001, 'stale'],
])('%i ms after the last word the numbers are %s', (age, freshness) => {
  expect(freshnessOf(open, heardAt, heardAt + age)).toBe(freshness)
})

test('a clock that was set back makes nothing fresh', () => {
  expect(freshnessOf(open, heardAt, heardAt - 3_600_000)).toBe('stale')
})

test('before the first word it connects, and says so when that does not work', () => {
  expect(freshnessOf({ ...open, phase: 'connecting' }, null, heardAt)).toBe('connecting')
  expect(freshnessOf({ ...open, phase: 'waiting', failures: 3 }, null, heardAt)).toBe('stale')
})

test('stale names the exact time of the last word, in the zone of the event', () => {
  expect(freshnessWords(open, heardAt, heardAt + 60_000, 'Europe/Berlin')).toEqual({
    headline: 'Stale',
    detail: 'last update 10:38:12, reconnecting',
  })
})

test('a refusal is said in words, however fresh the numbers are', () => {
  expect(freshnessWords({ ...open, refusal: 'revoked' }, heardAt, heardAt).headline).toBe(
    'Access was withdrawn',
  )
})
