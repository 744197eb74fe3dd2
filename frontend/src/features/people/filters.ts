/** What the list shows, kept in the address so that it can be shared. */
import type { Status } from '@/api/types'

export interface PeopleFilters {
  q: string
  status: Status | ''
  /** Id of a pass type, or empty for all. */
  pass: string
  company: string
  /** Id of the gate where the check-in was scanned, or empty for all. */
  gate: string
  /** Moments between which people were checked in, or empty. */
  from: string
  to: string
  sort: Sort
}

/** The columns that the list can be ordered by, as the API names them. By check-in lists only who is checked in. */
export const COLUMNS = ['name', 'company', 'pass_type', 'status', 'checked_in_at', 'changed_at'] as const
export type Column = (typeof COLUMNS)[number]
export type Sort = Column | `-${Column}`
export const SORTS: readonly Sort[] = COLUMNS.flatMap((column): Sort[] => [column, `-${column}`])

export const STATUSES: readonly Status[] = ['registered', 'confirmed', 'checked_in', 'cancelled']

export const NO_FILTERS: PeopleFilters = {
  q: '',
  status: '',
  pass: '',
  company: '',
  gate: '',
  from: '',
  to: '',
  sort: 'name',
}
const NAMES = ['q', 'status', 'pass', 'company', 'gate', 'from', 'to'] as const
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/

export function readFilters(search: string): PeopleFilters {
  const params = new URLSearchParams(search)
  const text = (name: string) => params.get(name) ?? ''
  const id = (name: string) => /^\d{1,18}$/.exec(text(name))?.[0] ?? ''
  const moment = (name: string) =>
    MOMENT.test(text(name)) && !Number.isNaN(Date.parse(text(name))) ? text(name) : ''
  return {
    q: text('q').slice(0, 200),
    status: STATUSES.find((known) => known === text('status')) ?? '',
    pass: id('pass'),
    company: text('company').slice(0, 200),
    gate: id('gate'),
    from: moment('from'),
    to: moment('to'),
    sort: SORTS.find((known) => known === text('sort')) ?? 'name',
  }
}

/** The query part of the address, with its question mark; empty where nothing is filtered. */
export function writeFilters(filters: PeopleFilters): string {
  const params = new URLSearchParams()
  for (const name of NAMES) if (filters[name]) params.set(name, filters[name])
  if (filters.sort !== 'name') params.set('sort', filters.sort)
  const search = params.toString()
  return search && `?${search}`
}

export function isFiltered(filters: PeopleFilters): boolean {
  return NAMES.some((name) => filters[name] !== '')
}

/** The same as the API asks for it: in lists, totals, exports and tickets. */
export function apiQuery(filters: PeopleFilters) {
  return {
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.status ? { status: [filters.status] } : {}),
    ...(filters.pass ? { pass_type: Number(filters.pass) } : {}),
    ...(filters.company ? { company: filters.company } : {}),
    ...(filters.gate ? { gate: Number(filters.gate) } : {}),
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.to ? { to: filters.to } : {}),
    ordering: filters.sort,
  }
}

/** An address of the API for what the filters leave; a browser downloads from there. */
export function downloadAddress(path: string, filters: PeopleFilters, more: Record<string, string>): string {
  const params = new URLSearchParams(more)
  for (const [name, value] of Object.entries(apiQuery(filters))) params.set(name, String(value))
  return `${path}?${params.toString()}`
}
