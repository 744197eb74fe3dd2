import { expect, test } from 'vitest'

import { GoKeys } from './goKeys'

test('a letter after g goes to its page', () => {
  const keys = new GoKeys()
  expect([keys.press('g', 0), keys.press('l', 400)]).toEqual([null, 'live'])
  expect([keys.press('g', 500), keys.press('p', 600)]).toEqual([null, 'people'])
  expect([keys.press('g', 700), keys.press('g', 800), keys.press('d', 900)]).toEqual([null, null, 'devices'])
})

test('it goes nowhere without g, after another key, for another letter, or long after', () => {
  const keys = new GoKeys()
  expect(keys.press('p', 0)).toBe(null)
  expect([keys.press('g', 1), keys.press('j', 2), keys.press('p', 3)]).toEqual([null, null, null])
  expect([keys.press('g', 4), keys.press('p', 5), keys.press('d', 6)]).toEqual([null, 'people', null])
  expect([keys.press('g', 10), keys.press('p', 2000)]).toEqual([null, null])
})
