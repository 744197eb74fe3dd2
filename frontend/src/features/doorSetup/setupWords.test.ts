import { expect, test } from 'vitest'

import { clockWords, megabytes } from './setupWords'

test.each([
  [20_000, 'under 0.1 MB'],
  [4_240_000, '4.2 MB'],
  [31_000_000, '31 MB'],
  [2_000_000_000, '2 GB'],
])('%d bytes are %s', (bytes, words) => {
  expect(megabytes(bytes)).toBe(words)
})

test.each([
  [null, 'not compared yet'],
  [-900, 'right'],
  [5_000, '5 s behind; scans are corrected'],
  [-600_000, '10 min ahead; scans are corrected'],
])('a clock that lacks %s ms is %s', (offset, words) => {
  expect(clockWords(offset)).toBe(words)
})
