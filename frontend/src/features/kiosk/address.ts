/** What a display's address says: `/k/?view=total|passes|areas&theme=dark|light`, and for a signed-in user the event. */

export const VIEWS = ['total', 'passes', 'areas'] as const
export type View = (typeof VIEWS)[number]

export interface KioskAddress {
  /** Null on a paired display: its device says which event. */
  slug: string | null
  view: View
  theme: 'dark' | 'light'
}

export function readAddress(search: string): KioskAddress {
  const params = new URLSearchParams(search)
  return {
    slug: params.get('event'),
    view: VIEWS.find((view) => view === params.get('view')) ?? 'total',
    theme: params.get('theme') === 'light' ? 'light' : 'dark',
  }
}
