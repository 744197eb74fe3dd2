/** What a conflict is, and what became of it, in words. */
import { t, type Phrase } from '@/i18n/t'
import type { Conflict, ConflictOutcome, RefusalReason } from '@/api/types'

const HEADLINES: Record<RefusalReason, Phrase> = {
  already_inside: 'Let in at two doors',
  already_used: 'Let in twice, without re-entry',
  cancelled: 'Let in, but cancelled',
  not_confirmed: 'Let in, but not confirmed',
  retired_code: 'Let in with a replaced pass',
  wrong_pass: 'Let in with a wrong pass',
  area_full: 'Let in, but the area was full',
  event_closed: 'Let in, but the event is closed',
  unknown_code: 'Let in, but not on the list',
  not_inside: 'Let out without an entry',
}

export const OUTCOME_WORDS: Record<ConflictOutcome, Phrase> = {
  let_in: 'Let in',
  turned_away: 'Turned away',
  swapped: 'Swapped',
}

export const OUTCOMES = ['let_in', 'turned_away', 'swapped'] as const satisfies readonly ConflictOutcome[]

export function headlineOf({ reason, first, second }: Conflict): string {
  if (reason === 'already_inside' && first?.gate.id === second.gate.id) return t('Let in twice')
  return t(HEADLINES[reason])
}

export function whoOf({ registrant }: Conflict): string {
  return registrant?.name ?? t('Somebody not on the list')
}

/** Whether somebody at this gate can still do something about it. */
export function concerns(gate: number | null, { first, second }: Conflict): boolean {
  return gate !== null && (first?.gate.id === gate || second.gate.id === gate)
}
