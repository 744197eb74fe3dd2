/** The cursor in the `next` of a list answer, whether it comes as an address or as the bare cursor. */
export function cursorOf(next: string | null | undefined): string | null {
  if (!next) return null
  if (!next.includes('?')) return next
  return new URLSearchParams(next.slice(next.indexOf('?'))).get('cursor')
}
