/** What tickets to print, as the API is asked for them. */
export type Layout = 'a4' | 'badge'

export interface TicketsWanted {
  layout: Layout
  /** Id of a pass type, or empty for all. */
  pass: string
  /** A status, or empty for all but the cancelled. */
  status: string
}

export function ticketsAddress(slug: string, { layout, pass, status }: TicketsWanted): string {
  const query = new URLSearchParams({ layout })
  if (pass !== '') query.set('pass_type', pass)
  if (status !== '') query.set('status', status)
  return `/api/v1/events/${slug}/tickets/?${query.toString()}`
}
