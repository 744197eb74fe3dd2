import { expect, test } from 'vitest'

import { doorState } from '@/testing/doorState'
import { counts } from '@/testing/samples'

import { areaOf } from './area'

const area = (inside: number, capacity: number | null) =>
  areaOf(doorState(), counts({ areas: [{ id: 1, name: 'Hall', inside, capacity }] }))

test('says how many are in, of how many where there is a limit', () => {
  expect(area(41, 60)).toEqual({ inside: '41 of 60 inside', warning: null })
  expect(area(41, null)).toEqual({ inside: '41 inside', warning: null })
})

test('warns before and when it is full', () => {
  expect(area(53, 60)?.warning).toBeNull()
  expect(area(54, 60)?.warning).toBe('nearly_full')
  expect(area(60, 60)?.warning).toBe('full')
})

test('knows nothing before there are counts, or a gate', () => {
  expect(areaOf(doorState(), null)).toBeNull()
  expect(areaOf(doorState({ gate: null }), counts())).toBeNull()
})
