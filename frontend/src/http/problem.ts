import type { Failure, Problem } from './result'

/** Turns any answer that is not a success into a failure, also where a proxy sent HTML in place of a problem. */
export function problemFrom(body: unknown, response: Response): Failure {
  return {
    kind: 'problem',
    problem: isProblem(body) ? body : plainProblem(response.status),
    retryAfterMs: retryAfter(response.headers.get('Retry-After'), Date.now()),
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body
}

function plainProblem(status: number): Problem {
  const title = status >= 500 ? 'The server cannot answer right now.' : 'The server refused the request.'
  return { title, status, code: `http_${String(status)}`, detail: `${title} (${String(status)})` }
}

/** `Retry-After` as milliseconds from now: it comes as seconds or as a date. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
