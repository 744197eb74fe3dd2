/** Which hash of a code belongs to whom. */
import { formatHash, parseHash } from './code'
import { Chains, int32, uint32, uint8 } from './columns'

export interface Found {
  row: number
  retired: boolean
}

export class CodeTable {
  readonly #ofRow = new Chains()
  readonly #parts = [uint32(), uint32(), uint32()] as const
  readonly #row = int32()
  readonly #retired = uint8()
  /** Entries by the low bits of their first part: a head, and links to the next in the same bucket (both one up). */
  #heads = new Int32Array(1024)
  readonly #link = int32()
  #count = 0

  /** Gives a row these codes in place of those that it had. Hashes that are none are left out. */
  put(row: number, hashes: readonly string[], retired: readonly string[]): void {
    for (const entry of this.#ofRow.of(row)) this.#unlink(entry)
    this.#ofRow.clear(row)
    // entries come back newest first, and are to come back as they were given
    for (const text of [...retired].reverse()) this.#add(row, text, 1)
    for (const text of [...hashes].reverse()) this.#add(row, text, 0)
  }

  codesOf(row: number): [hashes: string[], retired: string[]] {
    const lists: [string[], string[]] = [[], []]
    for (const entry of this.#ofRow.of(row)) {
      lists[this.#retired.get(entry) === 0 ? 0 : 1].push(
        formatHash(this.#parts.map((part) => part.get(entry))),
      )
    }
    return lists
  }

  /** Whose code this is; a current one goes before a retired one. */
  find(hash: Uint32Array): Found | null {
    let found: Found | null = null
    for (let entry = this.#head(hash[0] ?? 0); entry >= 0; entry = this.#link.get(entry) - 1) {
      if (this.#parts.some((part, at) => part.get(entry) !== hash[at])) continue
      const retired = this.#retired.get(entry) === 1
      if (!retired) return { row: this.#row.get(entry), retired }
      found ??= { row: this.#row.get(entry), retired }
    }
    return found
  }

  reserve(size: number): void {
    for (const column of [...this.#parts, this.#row, this.#retired, this.#link, this.#ofRow])
      column.reserve(size)
    if (size > this.#heads.length) this.#rehash(size)
  }

  #add(row: number, text: string, retired: 0 | 1): void {
    const hash = parseHash(text)
    if (hash === null) return
    const entry = this.#ofRow.add(row)
    this.#parts.forEach((part, at) => part.set(entry, hash[at] ?? 0))
    this.#row.set(entry, row)
    this.#retired.set(entry, retired)
    if (++this.#count > this.#heads.length) this.#rehash(this.#count)
    this.#linkIn(entry)
  }

  #head(first: number): number {
    return (this.#heads[first & (this.#heads.length - 1)] ?? 0) - 1
  }

  #linkIn(entry: number): void {
    const bucket = this.#parts[0].get(entry) & (this.#heads.length - 1)
    this.#link.set(entry, this.#heads[bucket] ?? 0)
    this.#heads[bucket] = entry + 1
  }

  #unlink(entry: number): void {
    const bucket = this.#parts[0].get(entry) & (this.#heads.length - 1)
    const after = this.#link.get(entry)
    this.#count--
    if (this.#heads[bucket] === entry + 1) {
      this.#heads[bucket] = after
      return
    }
    let before = (this.#heads[bucket] ?? 0) - 1
    while (before >= 0 && this.#link.get(before) !== entry + 1) before = this.#link.get(before) - 1
    if (before >= 0) this.#link.set(before, after)
  }

  /** As many buckets as there will be codes, at least. */
  #rehash(size: number): void {
    const entries: number[] = []
    for (const head of this.#heads) {
      for (let entry = head - 1; entry >= 0; entry = this.#link.get(entry) - 1) entries.push(entry)
    }
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(size + 1)))
    for (const entry of entries) this.#linkIn(entry)
  }
}
