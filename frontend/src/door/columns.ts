/** Arrays of numbers that grow. A hundred thousand people are kept in these, and not as objects, to spare memory. */

type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array

export class Column<A extends Numbers> {
  values: A
  readonly #make: (size: number) => A

  constructor(make: (size: number) => A, size = 1024) {
    this.#make = make
    this.values = make(size)
  }

  get(row: number): number {
    return this.values[row] ?? 0
  }

  set(row: number, value: number): void {
    if (row >= this.values.length) this.reserve(Math.max(row + 1, this.values.length * 1.5))
    this.values[row] = value
  }

  /** Makes room for so many, so that filling up copies nothing. */
  reserve(size: number): void {
    if (size <= this.values.length) return
    const wider = this.#make(Math.ceil(size))
    wider.set(this.values)
    this.values = wider
  }
}

export const int32 = (): Column<Int32Array> => new Column((size) => new Int32Array(size))
export const uint32 = (): Column<Uint32Array> => new Column((size) => new Uint32Array(size))
export const uint8 = (): Column<Uint8Array> => new Column((size) => new Uint8Array(size))
export const float64 = (): Column<Float64Array> => new Column((size) => new Float64Array(size))

/** Each distinct text once, by its number. */
export class Texts {
  readonly #texts: string[] = ['']
  readonly #numbers = new Map<string, number>([['', 0]])

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#texts.push(text) - 1
    this.#numbers.set(text, number)
    return number
  }

  at(number: number): string {
    return this.#texts[number] ?? ''
  }
}

/** Lists of entries, one list a row: who owns an entry, what comes after it, and which entries are free again. */
export class Chains {
  readonly #first = int32()
  readonly #next = int32()
  #size = 0
  #free = -1

  /** The entries of a row, the newest first. */
  of(row: number): number[] {
    const entries: number[] = []
    for (let entry = this.#first.get(row) - 1; entry >= 0; entry = this.#next.get(entry) - 1) {
      entries.push(entry)
    }
    return entries
  }

  add(row: number): number {
    const entry = this.#free >= 0 ? this.#free : this.#size++
    if (entry === this.#free) this.#free = this.#next.get(entry) - 1
    this.#next.set(entry, this.#first.get(row))
    this.#first.set(row, entry + 1)
    return entry
  }

  /** Lets go of all entries of a row. */
  clear(row: number): void {
    for (const entry of this.of(row)) {
      this.#next.set(entry, this.#free + 1)
      this.#free = entry
    }
    this.#first.set(row, 0)
  }

  reserve(size: number): void {
    this.#first.reserve(size)
    this.#next.reserve(size)
  }
}

/** Which row an id has. People come in the order of their ids, all but a few: those are found by halves. */
export class Rows {
  readonly #ids = int32()
  readonly #late = new Map<number, number>()
  #size = 0
  #inOrder = 0

  get size(): number {
    return this.#size
  }

  idOf(row: number): number {
    return this.#ids.get(row)
  }

  of(id: number): number | undefined {
    let [low, high] = [0, this.#inOrder - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.#ids.get(middle)
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return this.#late.get(id)
  }

  /** A row for an id that has none. */
  add(id: number): number {
    const row = this.#size++
    const isInOrder = this.#inOrder === row && (row === 0 || this.#ids.get(row - 1) < id)
    this.#ids.set(row, id)
    if (isInOrder) this.#inOrder = row + 1
    else this.#late.set(id, row)
    return row
  }

  reserve(size: number): void {
    this.#ids.reserve(size)
  }
}
