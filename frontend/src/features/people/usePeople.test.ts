import { expect, test } from 'vitest'

import { NO_FILTERS } from './filters'
import { movesRows } from './news'
import { beginOf } from './peopleQuery'
import { rowsBetween } from './rowWindow'
import { moveTo } from './usePeople'

test.each([
  [{ first: 0, end: 40 }, 0, 200, 'previous'],
  [{ first: 90, end: 110 }, 0, 200, 'stay'],
  [{ first: 100, end: 140 }, 0, 200, 'next'],
  [{ first: 380, end: 420 }, 0, 200, 'next'],
  [{ first: 401, end: 441 }, 0, 200, 'jump'],
  [{ first: 1050, end: 1090 }, 1000, 1400, 'previous'],
  [{ first: 700, end: 740 }, 1000, 1400, 'jump'],
] as const)('rows %o with %i to %i here: %s', (rows, begin, end, move) => {
  expect(moveTo(rows, begin, end)).toBe(move)
})

test('the rows on the screen, some more, and none that are not there', () => {
  expect(rowsBetween(0, 900, 50, 1000)).toEqual({ first: 0, end: 28 })
  expect(rowsBetween(5000, 5900, 50, 1000)).toEqual({ first: 92, end: 128 })
  expect(rowsBetween(49_500, 50_400, 50, 1000)).toEqual({ first: 980, end: 1000 })
  expect(rowsBetween(-300, 600, 50, 3)).toEqual({ first: 0, end: 3 })
})

test('pages have their numbers, whatever came or went before them', () => {
  expect(beginOf({ offset: 400 }, 200, false)).toBe(400)
  expect(beginOf({ cursor: 'c', begin: 600 }, 200, false)).toBe(600)
  expect(beginOf({ cursor: 'c', end: 600 }, 200, false)).toBe(400)
  expect(beginOf({ cursor: 'c', end: 600 }, 150, true)).toBe(0)
})

test('a check-in moves rows only where the list goes by what it changes', () => {
  const step = {
    id: 1,
    at: '2026-05-01T09:00:00Z',
    revision: 1,
    registrant: { id: 7, name: 'Mara', company: '' },
    from: 'registered',
    to: 'checked_in',
    gate: null,
    by: 'Ada',
  } as const
  expect(movesRows(step, NO_FILTERS)).toBe(false)
  expect(movesRows(step, { ...NO_FILTERS, sort: '-changed_at' })).toBe(true)
  expect(movesRows(step, { ...NO_FILTERS, status: 'registered' })).toBe(true)
  expect(movesRows({ ...step, from: null }, NO_FILTERS)).toBe(true)
  expect(movesRows({ ...step, to: 'registered' }, NO_FILTERS)).toBe(true)
})
