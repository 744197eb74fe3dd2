/** What both sides decide, read and fold: the same cases as the server's, every one of them. */
import { describe, expect, test } from 'vitest'

import type { RefusalReason } from '@/api/types'

/* eslint-disable no-restricted-imports -- they lie beside the server's tests */
import codeCases from '../../../tests/vectors/codes.json'
import decisions from '../../../tests/vectors/decide.json'
import readCases from '../../../tests/vectors/reads.json'
import searchCases from '../../../tests/vectors/search.json'
/* eslint-enable no-restricted-imports */
import { codeHash, formatHash, parseHash, readings, tidyCode } from './code'
import { decide } from './rules'
import type { Decision, Facts } from './types'
import { searchWords, words } from './words'

type Case = [Facts['direction'], string, string, Decision['outcome'], RefusalReason | '', 0 | 1, 0 | 1]

test('every possible world is decided as the server decides it', () => {
  const { facts, cases } = decisions as { facts: string[]; cases: unknown[] }
  expect(cases.length).toBeGreaterThan(3000)
  for (const [direction, status, truths, outcome, reason, overridable, overridden] of cases as Case[]) {
    const given = Object.fromEntries(facts.map((fact) => [fact, truths.split(' ').includes(fact)]))
    const world = { ...given, direction, status: status === '' ? null : status } as unknown as Facts
    expect(decide(world), `${direction} ${status} ${truths}`).toEqual({
      outcome,
      reason: reason === '' ? null : reason,
      overridable: overridable === 1,
      overridden: overridden === 1,
    })
  }
})

test('codes are read and hashed as on the server', () => {
  expect(codeCases.length).toBeGreaterThan(10)
  for (const { salt, code, readings: expected, hashes } of codeCases) {
    expect(readings(code)).toEqual(expected)
    expect(expected.map((reading) => formatHash(codeHash(salt, reading)))).toEqual(hashes)
    for (const hash of hashes)
      expect(parseHash(hash)).toEqual(codeHash(salt, expected[hashes.indexOf(hash)] ?? ''))
  }
})

test.each(readCases)('what is around $code is taken off as on the server', ({ read, code }) => {
  expect(tidyCode(read)).toBe(code)
})

describe('words', () => {
  test.each(searchCases)('of $text are those of the server', ({ text, words: expected, stored }) => {
    expect(words(text)).toEqual(expected)
    expect(new Set(searchWords(text))).toEqual(new Set(stored))
  })
})

test('what is no hash is none', () => {
  expect(parseHash('short')).toBeNull()
  expect(parseHash('d7oNCcsziLJOY6L=')).toBeNull()
  expect(parseHash('d7oNCcsziLJOY6Lé')).toBeNull()
})
