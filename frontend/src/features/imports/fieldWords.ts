/** The fields that a column may be, as the API names them. */
import { type Phrase, t } from '@/i18n/t'

const FIELDS: Readonly<Record<string, Phrase>> = {
  name: 'Name|person',
  first_name: 'First name',
  last_name: 'Last name',
  buyer: "Buyer's name",
  buyer_first_name: "Buyer's first name",
  buyer_last_name: "Buyer's last name",
  email: 'E-mail address',
  company: 'Company',
  pass: 'Pass type',
  variation: 'Variation of the pass type',
  external_id: 'ID in the other system',
  order: 'Order',
  position: 'Number within the order',
  code: 'Ticket code',
  ticket_url: 'Ticket link',
  quantity: 'Quantity',
  status: 'Status',
  void: 'Void',
  paid: 'Paid',
  checked_in: 'Checked in',
  checked_in_at: 'Check-in time',
  registered_at: 'Registration time',
  registered_time: 'Registration time of day',
  attention: 'Needs attention',
  note: 'Note',
  // as registrants have them
  pass_type: 'Pass type',
  order_ref: 'Order',
  file: 'Whole list',
  row: 'Whole row',
}
/** At least one column has to be one of these. */
const NAMING = ['name', 'first_name', 'last_name', 'buyer', 'buyer_first_name', 'buyer_last_name', 'email']

export function fieldWords(field: string): string {
  const words = FIELDS[field]
  return words === undefined ? field : t(words)
}

export function namesPeople(fields: readonly (string | null)[]): boolean {
  return fields.some((field) => field !== null && NAMING.includes(field))
}
