import { expect, test } from 'vitest'

import type { LiveCounts } from '@/live/countsStore'
import { counts } from '@/testing/samples'

import { readAddress } from './address'
import { shownFreshness } from './kioskFreshness'
import { areaRows, figures, passRows, widest } from './rows'
import { shiftAt } from './shift'
import type { KeptNumbers } from './keptNumbers'

const heardAt = Date.parse('2025-11-20T09:38:12Z')
const open = { phase: 'open', failures: 0, heardAt, refusal: null } as const
const live: LiveCounts = { counts: counts(), link: open, heardAt, clockOffsetMs: 0 }
const kept = { counts: counts(), heardAt } as KeptNumbers

test.each([
  [1_000, 'live', 'Live'],
  [15_000, 'slow', 'Slow'],
  [45_000, 'slow', 'Slow'],
  [45_001, 'stale', 'Last update 10:38, reconnecting'],
  [86_400_000, 'stale', 'Last update 20 Nov 10:38, reconnecting'],
])('%i ms after the last word: %s, "%s"', (age, freshness, words) => {
  expect(shownFreshness(live, null, heardAt + age, 'Europe/Berlin')).toEqual({ freshness, words })
})

test('the time of the last word is that of the server, where the machine has another', () => {
  const late = { ...live, clockOffsetMs: 3_600_000 }
  expect(shownFreshness(late, null, heardAt + 60_000, 'Europe/Berlin').words).toContain('11:38')
})

test('kept numbers are old until the server speaks, however young', () => {
  const silent = { ...live, counts: null, heardAt: null }
  expect(shownFreshness(silent, kept, heardAt + 1_000, 'UTC').words).toBe('Last update 09:38, reconnecting')
  expect(shownFreshness(live, kept, heardAt + 1_000, 'UTC').words).toBe('Live')
})

test('without any numbers it connects, and says so when that does not work', () => {
  const silent = { ...live, counts: null, heardAt: null }
  expect(shownFreshness(silent, null, heardAt, 'UTC').words).toBe('Connecting')
  const failing = { ...silent, link: { ...open, failures: 3 } }
  expect(shownFreshness(failing, null, heardAt, 'UTC').words).toBe('No answer yet, reconnecting')
})

const pass = (id: number, checked_in: number, total = 10) => ({
  id,
  name: `Pass ${id}`,
  colour: '#000000',
  total,
  registered: 0,
  confirmed: 0,
  checked_in,
  cancelled: 0,
})

test('pass types that nobody has are left out, unless nobody has any', () => {
  const pass_types = [pass(1, 3), pass(2, 0, 0)]
  expect(passRows(counts({ pass_types }), 6).map((row) => row.name)).toEqual(['Pass 1'])
  expect(passRows(counts({ pass_types: [pass(2, 0, 0)] }), 6)).toHaveLength(1)
})

test('more than fit are one row with their sum, so that nobody is lost', () => {
  const pass_types = [1, 2, 3, 4, 5, 6, 7].map((id) => pass(id, 300 * id))
  const rows = passRows(counts({ pass_types }), 6)
  expect(rows).toHaveLength(6)
  expect(rows.at(-1)).toMatchObject({ name: '2 others', value: '3\u202f900' })
})

test('areas say how many are inside of how many, and which are full', () => {
  const areas = [
    { id: 1, name: 'Hall', capacity: null, inside: 1284 },
    { id: 2, name: 'Lounge', capacity: 60, inside: 60 },
    { id: 3, name: 'Studio', capacity: 25, inside: 24 },
  ]
  const rows = areaRows(counts({ areas }), 6)
  expect(rows.map(({ value, isFull }) => [value, isFull])).toEqual([
    ['1\u202f284', false],
    ['60\u202f/\u202f60', true],
    ['24\u202f/\u202f25', false],
  ])
})

test('widths grow with the text; a narrow space is a third of a figure', () => {
  const row = { key: '1', name: 'Press', value: '1', isFull: false }
  expect(widest([row])).toBeLessThan(widest([{ ...row, name: 'Press and media' }, row]))
  expect(widest([row])).toBeLessThan(widest([{ ...row, name: '新聞媒體記者' }]))
  expect(figures('1\u202f284')).toBeCloseTo(4.33)
})

test('each minute moves everything by two pixels, and it comes back', () => {
  const places = Array.from({ length: 1000 }, (_, minute) => shiftAt(minute))
  for (const [nth, { x, y }] of places.slice(1).entries()) {
    const before = places[nth] ?? { x: 0, y: 0 }
    expect(Math.abs(x - before.x) + Math.abs(y - before.y)).toBe(2)
  }
  expect(Math.max(...places.map(({ x }) => Math.abs(x)))).toBe(14)
  expect(Math.max(...places.map(({ y }) => Math.abs(y)))).toBe(10)
})

test('an address that says nothing sensible shows the total in the dark', () => {
  expect(readAddress('?view=areas&theme=light')).toEqual({ slug: null, view: 'areas', theme: 'light' })
  expect(readAddress('?view=nonsense&theme=pink&event=expo')).toEqual({
    slug: 'expo',
    view: 'total',
    theme: 'dark',
  })
})
