/** How long a code must have been out of view before it counts again. */
export const AWAY_MS = 2_500

/**
 * Lets each code through once, however many pictures show it: a code that is in view, or left it less than 2.5 s ago,
 * is the same pass still.
 */
export class CodeGate {
  #lastSeen = new Map<string, number>()

  /** True: the code has just come into view. `now` in milliseconds, never going back. */
  admits(code: string, now: number): boolean {
    for (const [other, at] of this.#lastSeen) if (now - at > AWAY_MS) this.#lastSeen.delete(other)
    const isNew = !this.#lastSeen.has(code)
    this.#lastSeen.set(code, now)
    return isNew
  }
}
