import { expect, test } from 'vitest'

import type { OwnDevice } from '@/api/types'

import { gatesFor } from './identity'

const gates = [
  { id: 1, name: 'Main', area: 1 },
  { id: 2, name: 'Lounge', area: 2 },
]
const scanner: OwnDevice = {
  id: 5,
  kind: 'scanner',
  name: 'North door',
  event: 'expo',
  gate: null,
  gates: [2],
  valid_until: '2025-11-21T18:00:00Z',
}

test('a scanner is offered its own gates, all where none are listed; a user is offered all', () => {
  expect(gatesFor(scanner, gates).map(({ id }) => id)).toEqual([2])
  expect(gatesFor({ ...scanner, gates: [] }, gates)).toEqual(gates)
  expect(gatesFor(null, gates)).toEqual(gates)
})
