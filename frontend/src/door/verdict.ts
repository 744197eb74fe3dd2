/** What this device makes of a scan by itself: the facts as it knows them, and what the rules say to them. */
import type { Area, Direction, Event, Gate } from '@/api/types'

import { outcomeOf, personIdOf, type QueueItem, type ScanItem } from './items'
import { isInside } from './overlay'
import { decide } from './rules'
import type { Decision, LocalVerdict, Person, Presence } from './types'

/** A gate, and what lies behind it. */
export interface Way {
  gate: number
  area: Area | null
  direction: Direction
}

export interface Asked {
  way: Way
  /** Null: nobody on the list. */
  person: Person | null
  retired: boolean
  override: boolean
  event: Event
  isFull: boolean
}

export function decideHere({ way, person, retired, override, event, isFull }: Asked): Decision {
  const { area, direction } = way
  // a replaced pass says nothing of where its holder is: so has it the server
  const presence = retired || person === null || area === null ? undefined : presenceIn(person, area.id)
  return decide({
    direction,
    status: person?.status ?? null,
    retired,
    requires_confirmation: event.requires_confirmation,
    closed: event.closed,
    opens: person !== null && (area === null || opens(area, person.passType.id)),
    reentry: area?.reentry ?? true,
    inside: presence?.inside ?? false,
    entered_before: presence !== undefined,
    full: direction === 'entry' && isFull,
    override,
  })
}

function opens(area: Area, passType: number): boolean {
  return area.pass_types.length === 0 || area.pass_types.includes(passType)
}

export function presenceIn(person: Person, area: number): Presence | undefined {
  return person.presences.find((presence) => presence.area === area)
}

interface Before {
  presence: Presence | undefined
  gates: readonly Gate[]
  /** What this device scanned itself. */
  items: readonly QueueItem[]
  person: Person
  now: number
}

/** The last admission or exit in this area, as the card shows it. */
export function previousOf({ presence, gates, items, person, now }: Before): LocalVerdict['previous'] {
  if (presence === undefined) return null
  const at = Date.parse(presence.at)
  return {
    at: presence.at,
    gate: gates.find(({ id }) => id === presence.gate)?.name ?? '',
    by: presence.by,
    secondsAgo: Math.max(0, Math.floor((now - at) / 1000)),
    sameDevice: items.some((item) => item.kind === 'scan' && isThat(item, person.id, at)),
  }
}

function isThat(item: ScanItem, person: number, at: number): boolean {
  const outcome = outcomeOf(item)
  return (
    personIdOf(item) === person &&
    (outcome === 'admitted' || outcome === 'exited') &&
    Date.parse(item.scannedAt) === at
  )
}

/** Where the server came to another end than what the door has shown: somebody has to be told. */
export function isContradicted(scan: {
  local: LocalVerdict | null
  answer: { outcome: Decision['outcome'] } | null
}): boolean {
  return scan.local !== null && scan.answer !== null && scan.local.outcome !== scan.answer.outcome
}

export { isInside }
