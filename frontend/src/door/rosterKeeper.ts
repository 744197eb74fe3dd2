/** Keeps the roster on the disk: one write after another, whole where the disk may have another one. */
import type { Roster } from './roster'
import type { RosterStore, StoredRoster } from './rosterStore'

/** Changes come by the second; the disk has them a little later. What it lacks at the next start, one poll brings. */
const STORE_MS = 15_000

interface Current {
  readonly roster: Roster | null
  readonly about: StoredRoster | null
}

export class RosterKeeper {
  readonly #store: RosterStore
  readonly #current: () => Current
  /** What the disk has; null while it has to be written as a whole. */
  #stored: StoredRoster | null = null
  #writing = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `current` is asked for at each write. */
  constructor(store: RosterStore, current: () => Current) {
    this.#store = store
    this.#current = current
  }

  /** This is what the disk has; null: nothing that changes could be added to. */
  has(stored: StoredRoster | null): void {
    this.#stored = stored
  }

  soon(): void {
    this.#timer ??= setTimeout(() => this.write(), STORE_MS)
  }

  write(): void {
    this.cancel()
    this.#writing = this.#writing.then(() => this.#write())
  }

  /** What was to be written soon is not. */
  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Writes now what was to be written soon. Settles when the disk has it. */
  async settle(): Promise<void> {
    if (this.#timer !== undefined) this.write()
    await this.#writing
  }

  async #write(): Promise<void> {
    const { roster, about } = this.#current()
    const stored = this.#stored
    if (roster === null || about === null) return
    try {
      const isWritten = stored !== null && (await this.#store.update(stored, about, roster))
      this.#stored = isWritten || (await this.#store.replace(about, roster)) ? about : null
    } catch {
      this.#stored = null // full or gone: the next try writes the whole
    }
  }
}
