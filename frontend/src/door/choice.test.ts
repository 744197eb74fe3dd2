import { beforeEach, expect, test } from 'vitest'

import { readChoice, storeChoice } from './choice'

const gates = [
  { id: 1, name: 'Main', area: 1 },
  { id: 2, name: 'Lounge', area: 2 },
]

beforeEach(() => localStorage.clear())

test('a device keeps its gate and direction', () => {
  storeChoice('expo', { gate: 2, direction: 'exit' })
  expect(readChoice('expo', gates)).toEqual({ gate: 2, direction: 'exit' })
})

test('each event has its own', () => {
  storeChoice('expo', { gate: 2, direction: 'exit' })
  expect(readChoice('other', gates)).toEqual({ gate: null, direction: 'entry' })
})

test('a gate that is gone has to be chosen again', () => {
  storeChoice('expo', { gate: 9, direction: 'entry' })
  expect(readChoice('expo', gates).gate).toBeNull()
})

test('where there is one gate, it is that one', () => {
  expect(readChoice('expo', gates.slice(0, 1)).gate).toBe(1)
})

test('a device begins at its own gate, until somebody chooses another', () => {
  expect(readChoice('expo', gates, 2).gate).toBe(2)
  storeChoice('expo', { gate: 1, direction: 'entry' })
  expect(readChoice('expo', gates, 2).gate).toBe(1)
  expect(readChoice('other', gates, 9).gate).toBeNull()
})

test.each(['not json', '5', 'null', '"x"'])('stored nonsense is passed over: %s', (stored) => {
  localStorage.setItem('headcount.door.expo', stored)
  expect(readChoice('expo', gates)).toEqual({ gate: null, direction: 'entry' })
})
