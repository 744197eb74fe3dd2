/** Who was admitted where, last of all, as the roster says it. */
import { Chains, float64, int32, Texts, uint32, uint8 } from './columns'
import type { Presence } from './types'
import type { PresenceRow } from './wire'

export class PresenceTable {
  readonly #ofRow = new Chains()
  readonly #area = int32()
  readonly #inside = uint8()
  readonly #at = float64()
  readonly #gate = int32()
  readonly #by = uint32()
  readonly #names = new Texts()
  readonly #insideOf = new Map<number, number>()

  /** How many people the roster has inside an area. */
  insideOf(area: number): number {
    return this.#insideOf.get(area) ?? 0
  }

  put(row: number, presences: readonly PresenceRow[]): void {
    for (const entry of this.#ofRow.of(row)) this.#count(this.#area.get(entry), -this.#inside.get(entry))
    this.#ofRow.clear(row)
    for (const [area, inside, at, gate, by] of [...presences].reverse()) {
      const entry = this.#ofRow.add(row)
      this.#area.set(entry, area)
      this.#inside.set(entry, inside)
      this.#at.set(entry, Date.parse(at))
      this.#gate.set(entry, gate)
      this.#by.set(entry, this.#names.numberOf(by))
      this.#count(area, inside)
    }
  }

  of(row: number): Presence[] {
    return this.#ofRow.of(row).map((entry) => ({
      area: this.#area.get(entry),
      inside: this.#inside.get(entry) === 1,
      at: new Date(this.#at.get(entry)).toISOString(),
      gate: this.#gate.get(entry),
      by: this.#names.at(this.#by.get(entry)),
    }))
  }

  reserve(size: number): void {
    this.#ofRow.reserve(size)
  }

  #count(area: number, change: number): void {
    if (change !== 0) this.#insideOf.set(area, this.insideOf(area) + change)
  }
}
