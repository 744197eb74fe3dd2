/** What each reason to refuse means at the door. */
import { type Phrase } from '@/i18n/t'
import type { RefusalReason } from '@/api/types'

export interface Refusal {
  kind: 'duplicate' | 'refused' | 'unknown'
  headline: Phrase
  advice: Phrase | null
  /** After "Was let in, but": where the server knew better. */
  but: Phrase
}

export const REFUSALS: Record<RefusalReason, Refusal> = {
  unknown_code: {
    kind: 'unknown',
    headline: 'Not on this list',
    advice: 'Check the code, or look for the name.',
    but: 'is not on this list',
  },
  cancelled: {
    kind: 'refused',
    headline: 'Cancelled',
    advice: 'This registration was cancelled. Ask the organiser.',
    but: 'is cancelled',
  },
  not_confirmed: {
    kind: 'refused',
    headline: 'Not confirmed',
    advice: 'Only confirmed guests may enter.',
    but: 'is not confirmed',
  },
  retired_code: {
    kind: 'refused',
    headline: 'Old pass',
    advice: 'A new pass was issued. Ask for that one.',
    but: 'has an old pass',
  },
  wrong_pass: {
    kind: 'refused',
    headline: 'Wrong pass',
    advice: 'This pass does not open this area.',
    but: 'has the wrong pass',
  },
  already_inside: {
    kind: 'duplicate',
    headline: 'Already in',
    // When, where and by whom stands on the card already.
    advice: null,
    but: 'was in already',
  },
  already_used: {
    kind: 'duplicate',
    headline: 'Already used',
    advice: 'This area has no re-entry.',
    but: 'had been in before',
  },
  not_inside: {
    kind: 'refused',
    headline: 'Not inside',
    advice: 'There is an exit without an entry.',
    but: 'was not inside',
  },
  area_full: {
    kind: 'refused',
    headline: 'Area full',
    advice: 'Wait until somebody leaves.',
    but: 'the area is full',
  },
  event_closed: {
    kind: 'refused',
    headline: 'Event closed',
    advice: 'No more admissions.',
    but: 'the event is closed',
  },
}
