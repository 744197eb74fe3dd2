/** Pairing codes as people read and type them. */

/** "ABCDEFGH" as "ABCD EFGH". */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

/** What was typed, as the server compares it: case, spaces and dashes do not matter. */
export function tidyCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '')
}

/** Seconds left as "9:05". */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`
}
