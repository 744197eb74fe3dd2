import { expect, test } from 'vitest'

import { statusChange } from '@/testing/samples'

import { stepsFor } from './steps'

const history = [
  statusChange(2, { from: 'confirmed', to: 'checked_in' }),
  statusChange(1, { from: null, to: 'confirmed' }),
]

test('an organiser may take every step that the rules allow', () => {
  const targets = (status: Parameters<typeof stepsFor>[0]) =>
    stepsFor(status, 'organiser', history).map((step) => step.to)
  expect(targets('registered')).toEqual(['checked_in', 'confirmed', 'cancelled'])
  expect(targets('confirmed')).toEqual(['checked_in', 'registered', 'cancelled'])
  expect(targets('checked_in')).toEqual(['confirmed', 'cancelled'])
  expect(targets('cancelled')).toEqual(['registered'])
})

test('undo leads back to the status before the latest check-in', () => {
  const twice = [statusChange(9, { from: 'registered', to: 'checked_in' }), ...history]
  expect(stepsFor('checked_in', 'organiser', twice)[0]?.to).toBe('registered')
})

test('a change of details after the check-in does not hide it', () => {
  const later = [statusChange(9, { from: 'checked_in', to: 'checked_in' }), ...history]
  expect(stepsFor('checked_in', 'organiser', later)[0]?.to).toBe('confirmed')
})

test('while the history is not there yet, nothing is undone blindly', () => {
  expect(stepsFor('checked_in', 'organiser', []).map((step) => step.to)).toEqual(['cancelled'])
})

test('the door may check in and undo, a viewer nothing', () => {
  expect(stepsFor('registered', 'door', history).map((step) => step.words)).toEqual(['Check in'])
  expect(stepsFor('checked_in', 'door', history).map((step) => step.words)).toEqual(['Undo check-in'])
  expect(stepsFor('cancelled', 'door', history)).toEqual([])
  expect(stepsFor('registered', 'viewer', history)).toEqual([])
})

test('what takes something back asks why', () => {
  const asking = stepsFor('checked_in', 'organiser', history).filter((step) => step.asks !== null)
  expect(asking.map((step) => step.words)).toEqual(['Undo check-in', 'Cancel registration'])
})
