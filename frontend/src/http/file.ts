/** Files that take the server a while to make: fetched first, so that a refusal is said on the page. */
import { problemFrom } from './problem'
import type { Result } from './result'

const TIMEOUT_MS = 180_000

export async function requestFile(address: string): Promise<Result<Blob>> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (response.ok) return { ok: true, value: await response.blob() }
    const body: unknown = await response.json().catch(() => undefined)
    return { ok: false, failure: problemFrom(body, response) }
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    const detail = timedOut ? 'The server did not answer in time.' : 'The server cannot be reached.'
    return { ok: false, failure: { kind: 'network', detail } }
  }
}
