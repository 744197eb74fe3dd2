/** The words for what the API names in code, to be said by `t`. */
import type { RefusalReason, Role, Status } from '@/api/types'
import type { Phrase } from '@/i18n/t'

export const STATUS_WORDS: Record<Status, Phrase> = {
  registered: 'Registered',
  confirmed: 'Confirmed',
  checked_in: 'Checked in',
  cancelled: 'Cancelled',
}

export const ROLE_WORDS: Record<Role, Phrase> = {
  organiser: 'Organiser',
  door: 'Door|role',
  viewer: 'Viewer',
}

export const REASON_WORDS: Record<RefusalReason, Phrase> = {
  unknown_code: 'Not on the list',
  cancelled: 'Cancelled',
  not_confirmed: 'Not confirmed',
  retired_code: 'Replaced pass',
  wrong_pass: 'Wrong pass for this area',
  already_inside: 'Already inside',
  already_used: 'Already used',
  not_inside: 'Exit without entry',
  area_full: 'Area full',
  event_closed: 'Event closed',
}
