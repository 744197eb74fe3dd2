import { expect, test } from 'vitest'

import { commandOf } from './keys'

const HERE = { isInRows: true, isInField: false, isInSearch: false, letters: true, screen: 10 }

test('letters and arrows move through the rows', () => {
  expect(commandOf('j', HERE)).toEqual({ row: 'by', rows: 1 })
  expect(commandOf('ArrowUp', HERE)).toEqual({ row: 'by', rows: -1 })
  expect(commandOf('PageDown', HERE)).toEqual({ row: 'by', rows: 10 })
  expect(commandOf('End', HERE)).toEqual({ row: 'to', rows: Infinity })
  expect([commandOf('/', HERE), commandOf('?', HERE), commandOf('x', HERE), commandOf(' ', HERE)]).toEqual([
    'search',
    'help',
    'mark',
    'mark',
  ])
  expect(commandOf('q', HERE)).toBe(null)
})

test('switched off, no letter does anything, and arrows still do', () => {
  const off = { ...HERE, letters: false }
  for (const letter of ['j', 'k', 'x', '/', '?']) expect(commandOf(letter, off)).toBe(null)
  expect(commandOf('ArrowDown', off)).toEqual({ row: 'by', rows: 1 })
})

test('in a field letters are letters, and outside the rows arrows scroll', () => {
  expect(commandOf('j', { ...HERE, isInField: true })).toBe(null)
  expect(commandOf('ArrowDown', { ...HERE, isInField: true })).toBe(null)
  expect(commandOf('ArrowDown', { ...HERE, isInField: true, isInSearch: true })).toEqual({
    row: 'to',
    rows: 0,
  })
  expect(commandOf('ArrowDown', { ...HERE, isInRows: false })).toBe(null)
  expect(commandOf('j', { ...HERE, isInRows: false })).toEqual({ row: 'by', rows: 1 })
})
