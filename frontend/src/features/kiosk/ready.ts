const TIMEOUT_MS = 5_000

/** Whether the server can serve. A page must never be reloaded into an error page, nor into that of a network. */
export async function isServerReady(): Promise<boolean> {
  try {
    const answer = await fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const said: unknown = await answer.json()
    return answer.ok && typeof said === 'object' && said !== null && 'status' in said
  } catch {
    return false
  }
}
