/** What the door keeps on the device: the queue, the roster in chunks, and who opened which door last. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

import type { StoredDoor } from './identity'
import type { QueueItem } from './items'
import type { StoredRoster } from './rosterStore'

const NAME = 'headcount-door'
const VERSION = 1
/** Safari's storage may never answer after the phone slept; then the page goes on without it. */
const PATIENCE_MS = 3_000
/** Then it is not asked for a while: each scan would wait for it. */
const REST_MS = 30_000

export interface Tables extends DBSchema {
  queue: {
    key: number
    value: QueueItem
    indexes: { by_key: string; by_state: [slug: string, who: string, state: string] }
  }
  rosters: { key: string; value: StoredRoster }
  /** People as JSON text: it is read and written in a fraction of the time that objects take. */
  chunks: { key: [slug: string, chunk: number]; value: string }
  doors: { key: string; value: StoredDoor }
}

export type Store = 'queue' | 'rosters' | 'chunks' | 'doors'
export type Connection = IDBPDatabase<Tables>

export class Database {
  #opening: Promise<Connection> | null = null
  #restsUntil = 0

  /** Does this with the database. A connection that the browser has cut is opened again, once. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const opening = (this.#opening ??= this.#open())
    try {
      return await work(await opening)
    } catch (error) {
      if (!isCut(error)) throw error
      if (this.#opening === opening) this.#opening = this.#open()
      return work(await this.#opening)
    }
  }

  close(): void {
    void this.#opening?.then((connection) => connection.close()).catch(() => undefined)
    this.#opening = null
  }

  #open(): Promise<Connection> {
    const opening = Date.now() < this.#restsUntil ? Promise.reject(tooLate()) : this.#openInTime()
    opening.catch(() => (this.#opening = null))
    return opening
  }

  async #openInTime(): Promise<Connection> {
    const opening = openDB<Tables>(NAME, VERSION, {
      upgrade: (connection) => makeTables(connection),
      // another page brings a newer version: it has to get in
      blocking: () => this.close(),
      terminated: () => (this.#opening = null),
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#restsUntil = Date.now() + REST_MS
        reject(tooLate())
      }, PATIENCE_MS)
    })
    return Promise.race([opening, late]).finally(() => clearTimeout(timer))
  }
}

const tooLate = () => new Error('The storage does not answer')

function makeTables(connection: Connection): void {
  const queue = connection.createObjectStore('queue', { keyPath: 'seq', autoIncrement: true })
  queue.createIndex('by_key', 'key', { unique: true })
  queue.createIndex('by_state', ['slug', 'who', 'state'])
  connection.createObjectStore('rosters', { keyPath: 'slug' })
  connection.createObjectStore('chunks')
  connection.createObjectStore('doors', { keyPath: 'slug' })
}

/** The browser closed the connection under us, as phones do with a page that slept. */
function isCut(error: unknown): boolean {
  return ['InvalidStateError', 'UnknownError'].includes(nameOf(error))
}

export function isFull(error: unknown): boolean {
  return nameOf(error) === 'QuotaExceededError'
}

/** What was to be added is there already. */
export function isThere(error: unknown): boolean {
  return nameOf(error) === 'ConstraintError'
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}
