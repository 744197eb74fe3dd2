import { expect, test } from 'vitest'

import { AWAY_MS, CodeGate } from './codeGate'

test('a code that stays in view counts once', () => {
  const gate = new CodeGate()
  const admitted = Array.from({ length: 100 }, (_, nth) => gate.admits('A', nth * 90))
  expect(admitted.filter(Boolean)).toHaveLength(1)
  expect(admitted[0]).toBe(true)
})

test('a code that flickers in view counts once', () => {
  const gate = new CodeGate()
  expect(gate.admits('A', 0)).toBe(true)
  expect(gate.admits('A', AWAY_MS)).toBe(false)
  expect(gate.admits('A', 2 * AWAY_MS)).toBe(false)
})

test('a code counts again 2.5 s after it left', () => {
  const gate = new CodeGate()
  gate.admits('A', 0)
  gate.admits('A', 1_000)
  expect(gate.admits('A', 1_000 + AWAY_MS + 1)).toBe(true)
})

test('another code counts at once, and the first one is not forgotten meanwhile', () => {
  const gate = new CodeGate()
  expect(gate.admits('A', 0)).toBe(true)
  expect(gate.admits('B', 90)).toBe(true)
  expect(gate.admits('A', 180)).toBe(false)
  expect(gate.admits('B', 270)).toBe(false)
})
