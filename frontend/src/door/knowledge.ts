/** What this device knows: the roster, its own scans on top of it, and how full the areas are. */
import type { Area, Direction, Event, Gate } from '@/api/types'
import type { Counts } from '@/api/types'

import { type QueueItem } from './items'
import { Overlay } from './overlay'
import type { RosterSync } from './rosterSync'
import type { LocalVerdict, NewScan, Person } from './types'
import { decideHere, presenceIn, previousOf } from './verdict'

/** What a benchmark reads with a `PerformanceObserver`: how long a search took. The last one is kept. */
const SEARCH = 'door:search'

export interface KnowledgeOptions {
  sync: RosterSync
  items: () => readonly QueueItem[]
  counts: () => Counts | null
  /** The name that the log gives to this device. */
  by: string
}

/** At which gate, which way, of which event, and when. */
export interface Here {
  event: Event
  gates: readonly Gate[]
  areas: readonly Area[]
  gate: number
  direction: Direction
  now: number
}

export interface Prediction {
  /** As they were before this scan. */
  person: Person | null
  area: number | null
  verdict: LocalVerdict
}

export class Knowledge {
  readonly #options: KnowledgeOptions
  #overlay: { items: readonly QueueItem[]; began: number; all: Overlay; answered: Overlay } | null = null

  constructor(options: KnowledgeOptions) {
    this.#options = options
  }

  /** What comes of this scan, as far as this device knows; null while it has no roster. */
  predict(scan: NewScan, here: Here): Prediction | null {
    const { roster, at } = this.#options.sync
    if (roster === null || at === null) return null
    const found = this.#find(scan)
    const area = here.areas.find(({ id }) => id === areaOf(here)) ?? null
    const decision = decideHere({
      way: { gate: here.gate, area, direction: here.direction },
      person: found?.person ?? null,
      retired: found?.retired ?? false,
      override: scan.override !== undefined,
      event: here.event,
      isFull: area !== null && this.#isFull(area),
    })
    const { gates, now } = here
    const items = this.#options.items()
    const presence =
      found === null || found.retired || area === null ? undefined : presenceIn(found.person, area.id)
    const previous = found === null ? null : previousOf({ presence, gates, items, person: found.person, now })
    return {
      person: found?.person ?? null,
      area: areaOf(here),
      verdict: { ...decision, previous, rosterAt: at },
    }
  }

  person(id: number): Person | null {
    const person = this.#options.sync.roster?.person(id) ?? null
    return person === null ? null : this.#over(person)
  }

  /** Whether the roster has this code, as it is now or before a reissue. */
  knows(code: string): boolean {
    return this.#find({ code }) !== null
  }

  search(query: string, limit: number): Person[] {
    const start = performance.now()
    const found = (this.#options.sync.roster?.search(query, limit) ?? []).map((person) => this.#over(person))
    performance.clearMeasures(SEARCH)
    performance.measure(SEARCH, { start })
    return found
  }

  party(id: number): Person[] {
    return (this.#options.sync.roster?.party(id) ?? []).map((person) => this.#over(person))
  }

  #find({ code, registrant }: NewScan): { person: Person; retired: boolean } | null {
    if (registrant !== undefined) {
      const person = this.person(registrant)
      return person === null ? null : { person, retired: false }
    }
    const found = this.#options.sync.roster?.find(code ?? '') ?? null
    return found === null ? null : { ...found, person: this.#over(found.person) }
  }

  /**
   * As many are inside as the counts say, or the roster where it is newer, and whom this device has let in or out since.
   * The server's word on it is the exact one.
   */
  #isFull(area: Area): boolean {
    const counts = this.#options.counts()
    const counted = counts?.areas.find(({ id }) => id === area.id)
    const capacity = counted === undefined ? area.capacity : counted.capacity
    if (capacity === null) return false
    const { roster, revision } = this.#options.sync
    const base = (id: number) => roster?.person(id) ?? null
    const { all, answered } = this.#overlays()
    const isNewer = counted !== undefined && (counts?.revision ?? -1) >= revision
    const inside = isNewer ? counted.inside - answered.moved(area.id, base) : (roster?.insideOf(area.id) ?? 0)
    return inside + all.moved(area.id, base) >= capacity
  }

  #over(person: Person): Person {
    return this.#overlays().all.over(person)
  }

  #overlays(): { all: Overlay; answered: Overlay } {
    const items = this.#options.items()
    const { began } = this.#options.sync
    if (this.#overlay?.items !== items || this.#overlay.began !== began) {
      const { by } = this.#options
      const answered = items.filter((item) => item.state === 'answered')
      this.#overlay = {
        items,
        began,
        all: new Overlay(items, began, by),
        answered: new Overlay(answered, began, by),
      }
    }
    return this.#overlay
  }
}

function areaOf({ gates, gate }: Here): number | null {
  return gates.find(({ id }) => id === gate)?.area ?? null
}
