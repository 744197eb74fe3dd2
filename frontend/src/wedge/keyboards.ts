/** For tests: what hosts make of the keys of a scanner that takes them for US keyboards. Only what the tests type. */
import { vi } from 'vitest'

import type { WedgeKey } from './wedge'

const US_SHIFTED: Record<string, string> = {
  _: '-',
  ':': ';',
  '?': '/',
  '!': '1',
  '^': '6',
  '+': '=',
  '~': '`',
}
const US_NAMES: Record<string, string> = {
  '-': 'Minus',
  ';': 'Semicolon',
  '/': 'Slash',
  '=': 'Equal',
  '`': 'Backquote',
  ' ': 'Space',
}

export interface Stroke {
  code: string
  shiftKey: boolean
}

/** The key that a US scanner presses for a character. */
export function strokeFor(character: string): Stroke {
  const plain = US_SHIFTED[character] ?? character.toLowerCase()
  const shiftKey = plain !== character
  if (/[a-z]/.test(plain)) return { code: `Key${plain.toUpperCase()}`, shiftKey }
  if (/[0-9]/.test(plain)) return { code: `Digit${plain}`, shiftKey }
  return { code: US_NAMES[plain] ?? '', shiftKey }
}

/** US character to what this host shows for the same key; everything else is the same there. */
export const HOSTS: Record<string, Record<string, string>> = {
  German: { Y: 'Z', Z: 'Y', y: 'z', z: 'y', '-': 'ß', _: '?', '/': '-', ':': 'Ö', '=': 'Dead', '`': 'Dead' },
  French: {
    ...{ A: 'Q', Q: 'A', Z: 'W', W: 'Z', a: 'q', q: 'a', z: 'w', w: 'z', M: '?', m: ',' },
    ...{ 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç', 0: 'à', '-': ')' },
  },
  Dvorak: { T: 'Y', Z: ':', Y: 'F', E: '>', O: 'R', A: 'A', R: 'P', S: 'O', '-': '[', '=': ']', '/': 'z' },
}

export function keyEvent(key: Partial<WedgeKey> & Pick<WedgeKey, 'key' | 'timeStamp'>) {
  return {
    code: '',
    repeat: false,
    target: null,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    getModifierState: () => false,
    preventDefault: vi.fn(),
    stopPropagation: vi.fn(),
    ...key,
  }
}
