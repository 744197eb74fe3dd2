import { RequestError } from '@/http/result'
import { saidByServer } from '@/http/serverWords'

export type FieldErrors = Readonly<Record<string, readonly string[]>>

export const NO_ERRORS: FieldErrors = {}

/** What the server says is wrong, field by field. */
export function fieldErrors(error: Error | null): FieldErrors {
  if (!(error instanceof RequestError) || error.failure.kind !== 'problem') return NO_ERRORS
  const errors = Object.entries(error.failure.problem.errors ?? NO_ERRORS)
  return Object.fromEntries(errors.map(([field, why]) => [field, why.map((reason) => saidByServer(reason))]))
}

/** The error, unless the form shows all of it beside the fields that it names. */
export function unplaced(error: Error | null, fields: readonly string[]): Error | null {
  const named = Object.keys(fieldErrors(error))
  return named.length > 0 && named.every((name) => fields.includes(name)) ? null : error
}
