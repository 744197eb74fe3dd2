import { expect, test } from 'vitest'

import { activity, counts } from '@/testing/samples'

import { mergeActivity, NEWEST, newerCounts } from './merge'

test('counts with a lower revision are dropped', () => {
  const shown = counts({ revision: 8 })
  expect(newerCounts(shown, counts({ revision: 7, inside: 99 }))).toBe(shown)
})

test('counts with a higher revision replace what is shown', () => {
  const news = counts({ revision: 9 })
  expect(newerCounts(counts({ revision: 8 }), news)).toBe(news)
})

test('of one revision the later reading wins, since arrivals per minute fade without a step', () => {
  const early = counts({ revision: 8, as_of: '2025-11-20T09:00:00Z' })
  const late = counts({ revision: 8, as_of: '2025-11-20T09:01:00+00:00' })
  expect(newerCounts(early, late)).toBe(late)
  expect(newerCounts(late, early)).toBe(late)
})

test('the first counts, and those of another event, are taken as they are', () => {
  const news = counts({ revision: 1 })
  expect(newerCounts(undefined, news)).toBe(news)
  expect(newerCounts(counts({ event: 'other', revision: 900 }), news)).toBe(news)
})

test('steps are shown once, newest first, whatever order they come in', () => {
  const merged = mergeActivity([activity(3), activity(1)], [activity(2), activity(3), activity(4)])
  expect(merged.map((item) => item.id)).toEqual([4, 3, 2, 1])
})

test('only the newest are kept', () => {
  const many = Array.from({ length: 80 }, (_, id) => activity(id))
  const merged = mergeActivity([], many)
  expect(merged).toHaveLength(NEWEST)
  expect(merged[0]?.id).toBe(79)
})
