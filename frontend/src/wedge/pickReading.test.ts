import { expect, test } from 'vitest'

import { pickReading } from './pickReading'

const isKnown = (code: string) => code === 'TZY-123'

test('what the host typed comes first', () => {
  expect(pickReading('TZY-123', 'TYZ/123', isKnown)).toBe('TZY-123')
})

test.each([
  ['German', 'TYZß123'],
  ['French', 'TWY)&é"'],
  ['Dvorak', 'Y:F[123'],
])('the US reading is taken where a %s host typed a code that nobody has', (_host, text) => {
  expect(pickReading(text, 'TZY-123', isKnown)).toBe('TZY-123')
})

test('a code that nobody has stays as it was typed', () => {
  expect(pickReading('NOBODY-9', 'NOBODZ-9', isKnown)).toBe('NOBODY-9')
  expect(pickReading('NOBODY-9', '', isKnown)).toBe('NOBODY-9')
})
