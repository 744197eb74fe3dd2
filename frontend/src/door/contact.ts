/** Whether the server can be reached: told by its answers and frames, and not by what the browser believes. */
import { codeOf, type Failure, type Result, statusOf } from '@/http/result'

/** One heartbeat and a half. */
export const SILENCE_MS = 15_000

export class Contact {
  /** By the clock, which may be set, and by how long the page ran, which stands still while it sleeps. */
  #heard: { at: number; ran: number } | null = null
  #hasFailed = false

  get heardAt(): number | null {
    return this.#heard?.at ?? null
  }

  get isOnline(): boolean {
    if (this.#heard === null || this.#hasFailed) return false
    const { at, ran } = this.#heard
    return Date.now() - at <= SILENCE_MS && performance.now() - ran <= SILENCE_MS
  }

  heard(): void {
    this.#heard = { at: Date.now(), ran: performance.now() }
    this.#hasFailed = false
  }

  /** Learns from what a request came to, and passes it on. */
  learn<T>(result: Result<T>): Result<T> {
    if (result.ok || !isSilence(result.failure)) this.heard()
    else this.#hasFailed = true
    return result
  }
}

/** No answer, or only that of a proxy which got none itself. */
export function isSilence(failure: Failure): boolean {
  return statusOf(failure) === 0 || ['http_502', 'http_504'].includes(codeOf(failure))
}
