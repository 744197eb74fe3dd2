/**
 * What this device has scanned itself, on top of the roster: everything without an answer, and what was answered until a
 * roster brings it that was asked for later. It says how somebody is, never how they change, so that nothing is counted twice.
 */
import type { Status } from '@/api/types'

import { outcomeOf, personIdOf, type QueueItem, type ScanItem, type UndoItem } from './items'
import type { Person, Presence } from './types'

export class Overlay {
  readonly #byPerson = new Map<number, QueueItem[]>()
  readonly #by: string

  /** `began`: when the roster was asked for that lies below. `by`: the name that the log gives to this device. */
  constructor(items: readonly QueueItem[], began: number, by: string) {
    this.#by = by
    for (const item of items) {
      const id = personIdOf(item)
      if (id === null || !isOnTop(item, began)) continue
      const known = this.#byPerson.get(id)
      if (known === undefined) this.#byPerson.set(id, [item])
      else known.push(item)
    }
  }

  over(person: Person): Person {
    const items = this.#byPerson.get(person.id)
    return items === undefined
      ? person
      : items.reduce((before, item) => this.#after(before, item, person.presences), person)
  }

  /** By how many more (or fewer) people are inside an area than the roster says. */
  moved(area: number, base: (id: number) => Person | null): number {
    let change = 0
    for (const id of this.#byPerson.keys()) {
      const person = base(id)
      if (person !== null)
        change += Number(isInside(this.over(person), area)) - Number(isInside(person, area))
    }
    return change
  }

  #after(person: Person, item: QueueItem, others: readonly Presence[]): Person {
    return item.kind === 'undo' ? afterUndo(person, item) : this.#afterScan(person, item, others)
  }

  #afterScan(person: Person, item: ScanItem, others: readonly Presence[]): Person {
    const outcome = outcomeOf(item)
    if (outcome !== 'admitted' && outcome !== 'exited') return person
    const status = outcome === 'admitted' ? 'checked_in' : person.status
    const before = person.presences.find(({ area }) => area === item.area)
    // own scans go by their order: this clock may have been set in between
    const isOthers = before !== undefined && others.includes(before)
    // another door has seen them later
    if (item.area === null || (isOthers && isLater(before, item.scannedAt))) return { ...person, status }
    const presence: Presence = {
      area: item.area,
      inside: outcome === 'admitted',
      at: item.scannedAt,
      gate: item.gate,
      by: this.#by,
    }
    return { ...person, status, presences: [presence, ...person.presences.filter((one) => one !== before)] }
  }
}

/** The roster below does not have it, or not for certain. */
export function isOnTop(item: QueueItem, began: number): boolean {
  if (item.state === 'waiting') return true
  return item.state === 'answered' && item.answeredAt !== null && item.answeredAt >= began
}

/** As if they were never admitted: so does the server. */
function afterUndo(person: Person, undo: UndoItem): Person {
  const before: Status = undo.statusBefore === 'checked_in' ? 'registered' : undo.statusBefore
  return { ...person, status: person.status === 'checked_in' ? before : person.status, presences: [] }
}

export function isInside(person: Person, area: number): boolean {
  return person.presences.some((presence) => presence.area === area && presence.inside)
}

function isLater(presence: Presence, at: string): boolean {
  return Date.parse(presence.at) > Date.parse(at)
}
