/** The server's time on this device: by the heartbeats, else as the last roster or an earlier page knew it. */

const KEY = 'headcount-clock'
/** What the way of an answer takes is no news. */
const NEWS_MS = 500

export class ServerClock {
  #offset = readOffset()

  /** A page of the roster says when it was made. */
  hear(page: unknown): void {
    const at = Date.parse(String((page as { as_of?: unknown } | null)?.as_of))
    if (!Number.isNaN(at)) this.learn(at - Date.now())
  }

  /** What this device's clock lacks. */
  learn(offset: number): void {
    if (Math.abs(offset - this.#offset) < NEWS_MS) return
    this.#offset = offset
    try {
      localStorage.setItem(KEY, String(offset))
    } catch {
      // then the next page learns it anew
    }
  }

  now(): number {
    return Date.now() + this.#offset
  }
}

function readOffset(): number {
  try {
    return Number(localStorage.getItem(KEY)) || 0
  } catch {
    return 0
  }
}
