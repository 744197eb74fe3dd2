/** The roster as the server sends it (`roster/`), and whether an answer really has its shape. */
import type { components } from '@/api/schema'
import type { Status } from '@/api/types'

export type RosterPage = components['schemas']['Roster']

/** id, name, company, pass type, status, order, attention (0 or 1), note, hashes, retired hashes, presences */
export type PersonRow = RosterPage['people'][number]

/** area, inside (0 or 1), at (ISO 8601), gate, by */
export type PresenceRow = PersonRow[10][number]

const KINDS: Record<Exclude<keyof RosterPage, 'people' | 'pass_types' | 'areas' | 'gates'>, string> = {
  cursor: 'string',
  more: 'boolean',
  whole: 'boolean',
  total: 'number',
  revision: 'number',
  as_of: 'string',
  salt: 'string',
  event: 'object',
}
const LISTS = ['people', 'pass_types', 'areas', 'gates'] as const
const STATUSES: ReadonlySet<unknown> = new Set<Status>(['registered', 'confirmed', 'checked_in', 'cancelled'])

/** Null for what is no page of a roster: a proxy's own page, or a server that speaks another version. */
export function readPage(value: unknown): RosterPage | null {
  if (typeof value !== 'object' || value === null) return null
  const page = value as Record<string, unknown>
  const isWhole =
    Object.entries(KINDS).every(([name, kind]) => typeof page[name] === kind && page[name] !== null) &&
    LISTS.every((name) => Array.isArray(page[name])) &&
    !Number.isNaN(Date.parse(page['as_of'] as string)) &&
    (page['people'] as unknown[]).every(isPerson)
  return isWhole ? (value as RosterPage) : null
}

/** All that memory and verdicts are built on; a row that fails would let the wrong person in. */
function isPerson(value: unknown): value is PersonRow {
  if (!Array.isArray(value)) return false
  const [id, name, company, passType, status, order, attention, note, hashes, retired, presences] =
    value as unknown[]
  return (
    typeof id === 'number' &&
    typeof passType === 'number' &&
    typeof attention === 'number' &&
    [name, company, order, note].every((text) => typeof text === 'string') &&
    STATUSES.has(status) &&
    [hashes, retired].every(Array.isArray) &&
    Array.isArray(presences) &&
    presences.every(isPresence)
  )
}

function isPresence(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const [area, inside, at, gate, by] = value as unknown[]
  return (
    typeof area === 'number' &&
    typeof inside === 'number' &&
    typeof gate === 'number' &&
    typeof by === 'string' &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at))
  )
}
