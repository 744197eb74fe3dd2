/** The one way to the REST API: typed by the schema, answers as results, no screens in it. */
import type { paths } from '@/api/schema'

import { csrfToken, isCsrfFailure } from './csrf'
import { problemFrom } from './problem'
import { noAnswer, type Result } from './result'
import { type Fetch, typedFetch } from './typedFetch'

const TIMEOUT_MS = 10_000
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A fetch that gives up: a request without an answer for ten seconds counts as not answered. */
function fetchWithTimeout(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) })
}

/**
 * Writes once more, with a token fetched for it, where the server missed one: cookies expire, and a page that the
 * service worker had stored sets none. Nothing was written the first time.
 */
async function fetchWithToken(request: Request, fetch: Fetch = fetchWithTimeout): Promise<Response> {
  addToken(request)
  const again = SAFE_METHODS.has(request.method) ? null : request.clone()
  const response = await fetch(request)
  if (again === null || !(await isCsrfFailure(response))) return response
  // every view of a page sets the cookie, and the service worker answers no HEAD
  await fetchWithTimeout(new Request(new URL('/d/', window.location.origin), { method: 'HEAD' }))
  addToken(again)
  return fetch(again)
}

function addToken(request: Request): void {
  const token = SAFE_METHODS.has(request.method) ? null : csrfToken(document.cookie)
  if (token !== null) request.headers.set('X-CSRFToken', token)
}

export const api = typedFetch<paths>(fetchWithToken)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Waits for an answer of `api` and sorts it: value, problem, or no answer at all. Never rejects. */
export async function send<T>(request: Promise<Answer<T>>): Promise<Result<T>> {
  try {
    const { data, error, response } = await request
    if (response.ok) return { ok: true, value: data as T }
    return { ok: false, failure: problemFrom(error, response) }
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    return {
      ok: false,
      failure: noAnswer(timedOut ? 'The server did not answer in time.' : 'The server cannot be reached.'),
    }
  }
}
