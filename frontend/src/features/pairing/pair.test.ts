import { expect, test } from 'vitest'

import type { Failure } from '@/http/result'

import { faceOf, pairFailure } from './pair'

const problem = (status: number, retryAfterMs: number | null = null): Failure => ({
  kind: 'problem',
  problem: { title: 'No', status, code: 'no', detail: 'No.' },
  retryAfterMs,
})

test('a scanner goes to the door of its event, a kiosk to its screen', () => {
  expect(faceOf({ kind: 'scanner', event: 'expo' })).toBe('/d/expo/scan')
  expect(faceOf({ kind: 'kiosk', event: 'expo' })).toBe('/k/')
})

test('a wrong, used or expired code is not offered again', () => {
  expect(pairFailure(problem(404))).toMatchObject({ title: 'This code does not work', again: false })
})

test('too many tries say how long to wait', () => {
  expect(pairFailure(problem(429, 41_200)).detail).toBe('Wait 42 s, then try again.')
})

test('without an answer the same code may be tried again', () => {
  expect(pairFailure({ kind: 'network', detail: 'The server cannot be reached.' }).again).toBe(true)
})
