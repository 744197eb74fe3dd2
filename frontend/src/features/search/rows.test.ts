import { expect, test } from 'vitest'

import { person } from '@/testing/people'

import { actionWords, partyWords, type Place, type Row, rowsOf } from './rows'

const ENTRY: Place = { area: 1, direction: 'entry', zone: 'UTC' }
const EXIT: Place = { ...ENTRY, direction: 'exit' }
const IN = { area: 1, inside: true, at: '2025-11-20T09:12:00Z', gate: 1, by: 'Kim' }
const OUT = { ...IN, inside: false, at: '2025-11-20T10:30:00Z' }
const alone = () => []

const state = (who: ReturnType<typeof person>, place = ENTRY) => {
  const [row] = rowsOf([who], place, alone)
  return [row?.words, row?.action]
}

const wordsOf = (row: Row | undefined) => (row?.party ? partyWords(row.party, 'entry') : null)

test('who is expected is offered to be let in', () => {
  expect(state(person(1))).toEqual(['expected', 'go'])
  expect(actionWords('go', 'entry')).toBe('In')
})

test('who is inside is said to be, since when', () => {
  expect(state(person(1, { status: 'checked_in', presences: [IN] }))).toEqual(['in 09:12', 'already'])
})

test('inside another area is not inside this one', () => {
  const elsewhere = person(1, { status: 'checked_in', presences: [{ ...IN, area: 2 }] })
  expect(state(elsewhere)).toEqual(['checked in', 'go'])
})

test('who left may come back', () => {
  expect(state(person(1, { status: 'checked_in', presences: [OUT] }))).toEqual(['left 10:30', 'go'])
})

test('nothing is offered for who is cancelled', () => {
  expect(state(person(1, { status: 'cancelled', presences: [IN] }))).toEqual(['cancelled', null])
})

test('at an exit those inside are offered to be let out', () => {
  expect(state(person(1, { presences: [IN] }), EXIT)).toEqual(['in 09:12', 'go'])
  expect(state(person(1), EXIT)).toEqual(['expected', 'already'])
  expect([actionWords('go', 'exit'), actionWords('already', 'exit')]).toEqual(['Out', 'Not in'])
})

test('the people of one order are offered together, once', () => {
  const family = [1, 2, 3].map((id) => person(id, { orderRef: 'A-7' }))
  const rows = rowsOf(family, ENTRY, (id) => family.filter((one) => one.id !== id))
  expect(rows.map(({ party }) => party?.missing.length)).toEqual([3, undefined, undefined])
  expect(wordsOf(rows[0])).toBe('Check in all 3 of this order')
})

test('of an order only those who are missing are offered, and only where they are several', () => {
  const [first, second, third] = [
    person(1, { orderRef: 'A-7' }),
    person(2, { orderRef: 'A-7' }),
    person(3, { orderRef: 'A-7', presences: [IN] }),
  ]
  const [row] = rowsOf([first], ENTRY, () => [second, third])
  expect(wordsOf(row)).toBe('Check in the 2 missing of this order')
  expect(rowsOf([first], ENTRY, () => [third])[0]?.party).toBeNull()
})
