/** What needs somebody's attention: decided from what REST and the frames tell, by the thresholds below. Pure. */
import type { Counts, Device, GatesNow } from '@/api/types'
import type { OpenConflicts } from '@/live/requestConflicts'

const MINUTE_MS = 60_000

export const THRESHOLDS = {
  /** So many refusals within the minutes of `gates/now/` are a burst, if they are such a part of what was scanned. */
  burst: 5,
  burstShare: 0.2,
  /** A gate that lets nobody in for so long is silent, while its neighbours together let in so many in five minutes … */
  silentMs: 10 * MINUTE_MS,
  busyNeighbours: 10,
  /** … and unless it has been so long that it was plainly closed. */
  closedMs: 120 * MINUTE_MS,
  /** So many a minute, or such a multiple of its neighbours (and at least so many), make a gate busy. */
  busy: 12,
  busyTimes: 2,
  busyLeast: 4,
  /** Scans wait on a device for longer than a moment: so many of them, or any on a device not heard of for so long. */
  waiting: 10,
  quietMs: 1 * MINUTE_MS,
  /** Not heard of for so long: something is wrong with it; for longer than `closedMs`: it was put away. */
  lostMs: 2 * MINUTE_MS,
  /** More tickets than these at two doors are one line. */
  twice: 3,
  /** Nearly full. */
  fullShare: 0.9,
} as const

export interface Facts {
  /** The server's time, as far as it is known. */
  readonly now: number
  readonly counts: Counts
  readonly gatesNow?: GatesNow | undefined
  readonly conflicts?: OpenConflicts | undefined
  /** Organisers alone know them. */
  readonly devices?: readonly Device[] | undefined
}

export type Tried = GatesNow['twice'][number]

interface Since {
  readonly id: string
  /** Null where only the page knows since when. */
  readonly since: string | null
}

export type Attention = Since &
  (
    | { kind: 'full' | 'nearly_full'; place: string | null; inside: number; capacity: number }
    | { kind: 'conflicts'; count: number }
    | { kind: 'twice'; tried: Tried }
    | { kind: 'twice_many'; all: readonly Tried[] }
    | { kind: 'refusals'; gate: string; gateId: number; count: number; minutes: number }
    | { kind: 'waiting'; device: string; count: number }
    | { kind: 'lost'; device: string }
    | { kind: 'silent'; gate: string; gateId: number }
  )

/** The most urgent first; within a kind in the order of the event's own parts. */
export function attentionOf(facts: Facts): Attention[] {
  const places = fullPlaces(facts.counts)
  return [
    ...places.filter(({ kind }) => kind === 'full'),
    ...conflictsOf(facts),
    ...twiceTried(facts),
    ...bursts(facts),
    ...devicesOf(facts),
    ...silentGates(facts),
    ...places.filter(({ kind }) => kind === 'nearly_full'),
  ]
}

/** How many things that is: every conflict is one, and every ticket. */
export function countOf(items: readonly Attention[]): number {
  return items.reduce((sum, item) => sum + thingsIn(item), 0)
}

function thingsIn(item: Attention): number {
  if (item.kind === 'conflicts') return item.count
  return item.kind === 'twice_many' ? item.all.length : 1
}

export type GateMark = 'busy' | 'silent'

/** Which gates have more to do than they can, and which have nothing while others do. */
export function gateMarks(facts: Facts): ReadonlyMap<number, GateMark> {
  const marks = new Map<number, GateMark>()
  for (const { gateId } of silentGates(facts)) marks.set(gateId, 'silent')
  const { gates } = facts.counts
  for (const { id, area, per_minute: rate } of gates) {
    const others = gates.filter((other) => other.area === area && other.id !== id)
    const usual = others.reduce((sum, other) => sum + other.per_minute, 0) / Math.max(others.length, 1)
    const stands = others.length > 0 && rate >= THRESHOLDS.busyLeast && rate >= THRESHOLDS.busyTimes * usual
    if (rate >= THRESHOLDS.busy || stands) marks.set(id, 'busy')
  }
  return marks
}

function fullPlaces({ inside, capacity, areas }: Counts): (Attention & { kind: 'full' | 'nearly_full' })[] {
  const places = [{ id: 'event', name: null, inside, capacity }, ...areas]
  return places.flatMap(({ id, name, inside, capacity }) => {
    if (capacity === null || inside < capacity * THRESHOLDS.fullShare) return []
    const kind = inside >= capacity ? 'full' : 'nearly_full'
    return [{ kind, id: `full ${id}`, place: name, inside, capacity, since: null } as const]
  })
}

function conflictsOf({ conflicts }: Facts): Attention[] {
  if (conflicts === undefined || conflicts.count === 0) return []
  // The oldest of those that are told; there may be older ones.
  const since = conflicts.open.at(-1)?.created_at ?? null
  return [{ kind: 'conflicts', id: 'conflicts', count: conflicts.count, since }]
}

function twiceTried({ gatesNow }: Facts): Attention[] {
  const all = gatesNow?.twice ?? []
  if (all.length > THRESHOLDS.twice) {
    // The newest comes first.
    return [{ kind: 'twice_many', id: 'twice', all, since: all.at(-1)?.at ?? null }]
  }
  return all.map(twiceItem)
}

export function twiceItem(tried: Tried): Attention & { kind: 'twice' } {
  return { kind: 'twice', id: `twice ${tried.registrant.id}`, tried, since: tried.at }
}

function bursts({ counts, gatesNow }: Facts): Attention[] {
  return (gatesNow?.gates ?? []).flatMap(({ id, admitted, refused, refused_since: since }) => {
    const isBurst = refused >= THRESHOLDS.burst && refused >= (admitted + refused) * THRESHOLDS.burstShare
    const gate = counts.gates.find((one) => one.id === id)
    if (!isBurst || gate === undefined) return []
    const minutes = gatesNow?.minutes ?? 0
    return [
      { kind: 'refusals', id: `refusals ${id}`, gate: gate.name, gateId: id, count: refused, minutes, since },
    ]
  })
}

type Gate = Counts['gates'][number]

function silentGates(facts: Facts): (Attention & { kind: 'silent' })[] {
  const newest = new Map((facts.gatesNow?.gates ?? []).map((gate) => [gate.id, gate]))
  const admitted = ({ id }: Gate) => newest.get(id)?.admitted ?? 0
  return facts.counts.gates.flatMap((gate) => {
    const { id, name, area } = gate
    const others = facts.counts.gates.filter((other) => other.area === area && other.id !== id).map(admitted)
    if (others.reduce((sum, n) => sum + n, 0) < THRESHOLDS.busyNeighbours) return []
    const last = newest.get(id)?.last_admitted_at ?? null
    const isSilent = last === null ? wasNeverUsed(facts, gate, others) : isPause(facts.now - Date.parse(last))
    return isSilent
      ? [{ kind: 'silent', id: `silent ${id}`, gate: name, gateId: id, since: last } as const]
      : []
  })
}

function isPause(silence: number): boolean {
  return silence >= THRESHOLDS.silentMs && silence < THRESHOLDS.closedMs
}

/**
 * Whether a gate that let nobody in all day should have: the doors did not open just now, nobody leaves by it, and
 * somebody stands there with a device, or each of its neighbours is busy.
 */
function wasNeverUsed({ now, counts, devices = [] }: Facts, gate: Gate, others: readonly number[]): boolean {
  const { last_5m, last_15m } = counts.arrivals
  if (last_15m - last_5m < THRESHOLDS.busyNeighbours || gate.exited > 0) return false
  const isStaffed = devices.some(
    ({ gate: at, revoked_at, last_seen }) =>
      at === gate.id &&
      revoked_at === null &&
      last_seen !== null &&
      now - Date.parse(last_seen) < THRESHOLDS.lostMs,
  )
  return isStaffed || others.every((n) => n >= THRESHOLDS.busyNeighbours)
}

function devicesOf({ now, devices = [] }: Facts): Attention[] {
  return devices.flatMap((device): Attention[] => {
    if (device.revoked_at !== null || device.last_seen === null) return []
    const { id, name, waiting, last_seen: since } = device
    const silence = now - Date.parse(since)
    const count = waiting ?? 0
    if (count >= THRESHOLDS.waiting || (count > 0 && silence >= THRESHOLDS.quietMs)) {
      return [{ kind: 'waiting', id: `waiting ${id}`, device: name, count, since }]
    }
    const isLost = silence >= THRESHOLDS.lostMs && silence < THRESHOLDS.closedMs
    return isLost ? [{ kind: 'lost', id: `lost ${id}`, device: name, since }] : []
  })
}
