import { useRole } from '@/session/me'

export type PeopleFilter = Partial<Record<'pass' | 'company' | 'gate' | 'status' | 'from' | 'to', string>>
export type PeopleLink = (filter: PeopleFilter) => string | null

/** The address of the people behind a number; null for viewers, who may not see them. */
export function usePeopleLink(slug: string): PeopleLink {
  const role = useRole(slug)
  return (filter) =>
    role === 'viewer' ? null : `/o/${slug}/people?${new URLSearchParams(filter).toString()}`
}

/** Who was checked in first from one moment to another: whoever came back then is counted, and not among them. */
export function checkedInBetween(from: number, to: number): PeopleFilter {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}
