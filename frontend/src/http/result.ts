/** What a request came to: a value, or a failure that says enough to decide what to do next. */
import { inLanguage, type Phrase } from '@/i18n/t'

import { saidByServer } from './serverWords'

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export type Failure = ProblemFailure | NetworkFailure

/** An RFC 9457 problem document. Clients branch on `code`. */
export interface Problem {
  title: string
  status: number
  code: string
  detail: string
  errors?: Record<string, string[]>
  /** Of a scanner that was switched off: how many of the scans that it sent are kept for the organiser. */
  quarantined?: number
}

/** The server answered, and the answer is no. */
export interface ProblemFailure {
  kind: 'problem'
  problem: Problem
  retryAfterMs: number | null
}

/** No answer came: the network failed, or the time was up. Whether the server acted is unknown. */
export interface NetworkFailure {
  kind: 'network'
  /** A message, said in the language of the page when it is shown: failures are stored, and outlive a page. */
  detail: string
}

export function noAnswer(detail: Phrase): NetworkFailure {
  return { kind: 'network', detail }
}

/** Thrown where a library (React Query) expects an exception. */
export class RequestError extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(describe(failure))
    this.name = 'RequestError'
    this.failure = failure
  }
}

export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new RequestError(result.failure)
}

/** The HTTP status of a failure, 0 where there was no answer. */
export function statusOf(failure: Failure): number {
  return failure.kind === 'problem' ? failure.problem.status : 0
}

/** True where the same request may well succeed later: no answer, too busy, or the server's own fault. */
export function isTemporary(failure: Failure): boolean {
  const status = statusOf(failure)
  return status === 0 || status === 408 || status === 429 || status >= 500
}

/** What a client branches on; empty where there was no answer. */
export function codeOf(failure: Failure): string {
  return failure.kind === 'problem' ? failure.problem.code : ''
}

/** One sentence for a person; for a form the reasons of its fields, which need no names beside them. */
export function describe(failure: Failure): string {
  if (failure.kind === 'network') return inLanguage(failure.detail)
  const { code, detail, title, errors = {} } = failure.problem
  const reasons = Object.values(errors).flat()
  if (reasons.length > 0) return reasons.map((reason) => saidByServer(reason)).join(' ')
  return saidByServer(detail || title, code)
}
