/** What a key would have typed on a US keyboard: scanners take every host for one unless they are told otherwise. */

/** By `KeyboardEvent.code`: plain, then with Shift. */
const KEYS: Readonly<Record<string, string>> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

/** The character, or an empty string for a key that types none. Caps Lock does not count: scanners hold Shift. */
export function usCharacter(code: string, shift: boolean): string {
  if (/^Key[A-Z]$/.test(code)) return shift ? code.charAt(3) : code.charAt(3).toLowerCase()
  if (/^Numpad[0-9]$/.test(code)) return code.charAt(6)
  if (/^Digit[0-9]$/.test(code)) return shift ? SHIFTED_DIGITS.charAt(Number(code.charAt(5))) : code.charAt(5)
  return KEYS[code]?.charAt(shift ? 1 : 0) ?? ''
}
