/**
 * Everybody on the list of an event, in memory. A hundred thousand people fit in 30 MB: numbers lie in columns, texts that
 * many share are kept once, and a person is made of them when somebody asks.
 */
import type { PassType, Status } from '@/api/types'

import { codeHash, readings, tidyCode } from './code'
import { CodeTable, type Found } from './codeTable'
import { int32, Rows, Texts, uint32, uint8 } from './columns'
import { PresenceTable } from './presenceTable'
import { SearchText } from './searchText'
import type { Person } from './types'
import type { PersonRow, PresenceRow } from './wire'

/** As many people are stored together. */
export const CHUNK = 1000
const STATUSES: readonly Status[] = ['registered', 'confirmed', 'checked_in', 'cancelled']

export class Roster {
  readonly salt: string
  readonly #rows = new Rows()
  readonly #names: string[] = []
  readonly #companies = uint32()
  readonly #companyNames = new Texts()
  readonly #passTypes = int32()
  readonly #statuses = uint8()
  readonly #orders = uint32()
  readonly #orderRefs = new Texts()
  readonly #attention = uint8()
  readonly #notes = new Map<number, string>()
  readonly #codes = new CodeTable()
  readonly #presences = new PresenceTable()
  readonly #search = new SearchText()
  readonly #dirty = new Set<number>()
  #passTypeOf: ReadonlyMap<number, Person['passType']> = new Map()

  constructor(salt: string) {
    this.salt = salt
  }

  get size(): number {
    return this.#rows.size
  }

  reserve(size: number): void {
    for (const column of [this.#rows, this.#companies, this.#passTypes, this.#statuses, this.#orders]) {
      column.reserve(size)
    }
    for (const part of [this.#attention, this.#codes, this.#presences]) part.reserve(size)
  }

  usePassTypes(passTypes: readonly PassType[]): void {
    this.#passTypeOf = new Map(passTypes.map(({ id, name, colour }) => [id, { id, name, colour }]))
  }

  /** Somebody new, or news of somebody. */
  put([
    id,
    name,
    company,
    passType,
    status,
    order,
    attention,
    note,
    hashes,
    retired,
    presences,
  ]: PersonRow): void {
    const known = this.#rows.of(id)
    const row = known ?? this.#rows.add(id)
    if (known === undefined || this.#names[row] !== name || this.#company(row) !== company) {
      this.#search.put(row, name, company)
    }
    this.#names[row] = name
    this.#companies.set(row, this.#companyNames.numberOf(company))
    this.#passTypes.set(row, passType)
    this.#statuses.set(row, STATUSES.indexOf(status))
    this.#orders.set(row, this.#orderRefs.numberOf(order))
    this.#attention.set(row, attention)
    if (note === '') this.#notes.delete(row)
    else this.#notes.set(row, note)
    this.#codes.put(row, hashes, retired)
    this.#presences.put(row, presences)
    this.#dirty.add(Math.floor(row / CHUNK))
  }

  /** Everything is in: what is put together late is put together now. */
  pack(): void {
    this.#search.pack()
  }

  /** Whose code this is, read as it is or in capitals; a current code goes before a replaced one. */
  find(read: string): { person: Person; retired: boolean } | null {
    const found = readings(tidyCode(read)).flatMap(
      (code) => this.#codes.find(codeHash(this.salt, code)) ?? [],
    )
    const best: Found | undefined = found.find(({ retired }) => !retired) ?? found[0]
    return best === undefined ? null : { person: this.#personAt(best.row), retired: best.retired }
  }

  person(id: number): Person | null {
    const row = this.#rows.of(id)
    return row === undefined ? null : this.#personAt(row)
  }

  search(query: string, limit: number): Person[] {
    return this.#search.find(query, limit).map((row) => this.#personAt(row))
  }

  /** The others with the same order, by name. */
  party(id: number): Person[] {
    const own = this.#rows.of(id)
    const order = own === undefined ? 0 : this.#orders.get(own)
    if (order === 0) return [] // the number of no order
    const rows: number[] = []
    for (let row = 0; row < this.size; row++) {
      if (this.#orders.get(row) === order && row !== own) rows.push(row)
    }
    return rows.map((row) => this.#personAt(row)).sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id)
  }

  insideOf(area: number): number {
    return this.#presences.insideOf(area)
  }

  get chunks(): number {
    return Math.ceil(this.size / CHUNK)
  }

  /** The people of a chunk, as the server sent them. */
  chunk(number: number): PersonRow[] {
    const from = number * CHUNK
    const size = Math.max(0, Math.min(CHUNK, this.size - from))
    return Array.from({ length: size }, (_, nth) => this.#rowAt(from + nth))
  }

  /** The chunks that changed since this was asked last. */
  takeDirty(): number[] {
    const dirty = [...this.#dirty]
    this.#dirty.clear()
    return dirty
  }

  markDirty(chunks: Iterable<number>): void {
    for (const chunk of chunks) this.#dirty.add(chunk)
  }

  #company(row: number): string {
    return this.#companyNames.at(this.#companies.get(row))
  }

  #personAt(row: number): Person {
    const passType = this.#passTypes.get(row)
    return {
      id: this.#rows.idOf(row),
      name: this.#names[row] ?? '',
      company: this.#company(row),
      passType: this.#passTypeOf.get(passType) ?? { id: passType, name: '', colour: '' },
      status: this.#statusOf(row),
      orderRef: this.#orderRefs.at(this.#orders.get(row)),
      attention: this.#attention.get(row) === 1,
      note: this.#notes.get(row) ?? '',
      presences: this.#presences.of(row),
    }
  }

  #statusOf(row: number): Status {
    return STATUSES[this.#statuses.get(row)] ?? 'registered'
  }

  #rowAt(row: number): PersonRow {
    const person = this.#personAt(row)
    return [
      ...([person.id, person.name, person.company, person.passType.id, person.status] as const),
      ...([person.orderRef, person.attention ? 1 : 0, person.note] as const),
      ...this.#codes.codesOf(row),
      person.presences.map(({ area, inside, at, gate, by }): PresenceRow => [
        area,
        inside ? 1 : 0,
        at,
        gate,
        by,
      ]),
    ]
  }
}
