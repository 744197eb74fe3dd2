/**
 * The roster on the disk, in chunks of a thousand people. A whole run takes the place of the old roster in one transaction;
 * of a delta only the chunks are written that it touches. So what is read back is always the roster of its cursor.
 */
import type { Connection, Database } from './database'
import { Roster } from './roster'
import type { PersonRow, RosterPage } from './wire'

/** Two rosters of which neither is worth writing over the other. */
const AS_NEW_MS = 45_000

/** What a roster says beside the people. */
export type Setup = Pick<RosterPage, 'event' | 'pass_types' | 'areas' | 'gates'>

export interface StoredRoster {
  slug: string
  /** Which whole run the chunks come from. */
  run: string
  cursor: string
  salt: string
  revision: number
  size: number
  chunks: number
  setup: Setup
  /** When it was current, by the server's clock. */
  at: number
  /** When the last sync began, by this device's own clock. */
  began: number
}

export interface LoadedRoster {
  about: StoredRoster
  roster: Roster
}

export class RosterStore {
  readonly #database: Database
  readonly #slug: string
  readonly #who: string | null

  /** `who`: whose list it is. Where their door is wiped, by a sign-out in another tab say, nothing is written any more. */
  constructor(database: Database, slug: string, who: string | null = null) {
    this.#database = database
    this.#slug = slug
    this.#who = who
  }

  /** Null where there is none, or not all of it. Other work gets its turn between the chunks. */
  async load(onProgress: (size: number, total: number) => void): Promise<LoadedRoster | null> {
    try {
      const about = await this.#database.use((connection) => connection.get('rosters', this.#slug))
      if (about === undefined) return null
      const roster = new Roster(about.salt)
      roster.reserve(about.size)
      roster.usePassTypes(about.setup.pass_types)
      for (let number = 0; number < about.chunks; number++) {
        const text = await this.#database.use((connection) => connection.get('chunks', [this.#slug, number]))
        if (text === undefined) return null
        for (const row of JSON.parse(text) as PersonRow[]) roster.put(row)
        onProgress(roster.size, about.size)
      }
      roster.takeDirty()
      const after = await this.#database.use((connection) => connection.get('rosters', this.#slug))
      // written over by another tab while it was read
      if (after?.run !== about.run || after.cursor !== about.cursor || roster.size < about.size) return null
      return { about, roster }
    } catch {
      return null
    }
  }

  /**
   * Puts this roster in the place of whatever is stored. False where another tab keeps one that is as new: then nothing is
   * written. What changes while this works is marked as changed, and written the next time.
   */
  async replace(about: StoredRoster, roster: Roster): Promise<boolean> {
    const stored = await this.#database.use((connection) => connection.get('rosters', this.#slug))
    if (stored?.salt === about.salt && stored.run !== about.run && stored.at > about.at - AS_NEW_MS)
      return false
    roster.takeDirty()
    const texts: string[] = []
    for (let number = 0; number < about.chunks; number++) {
      texts.push(JSON.stringify(roster.chunk(number)))
      await new Promise((resolve) => setTimeout(resolve)) // scans go first
    }
    return this.#database.use(async (connection) => {
      const transaction = connection.transaction(['rosters', 'chunks', 'doors'], 'readwrite')
      const door = await transaction.objectStore('doors').get(this.#slug)
      if (this.#who !== null && door?.who.key !== this.#who) return false
      const chunks = transaction.objectStore('chunks')
      await Promise.all([
        chunks.delete(everyChunk(this.#slug)),
        ...texts.map((text, number) => chunks.put(text, [this.#slug, number])),
        transaction.objectStore('rosters').put(about),
        transaction.done,
      ])
      return true
    })
  }

  /** Writes the chunks that changed. False where the store holds another roster than `before`: then nothing is written. */
  async update(before: StoredRoster, about: StoredRoster, roster: Roster): Promise<boolean> {
    const dirty = roster.takeDirty()
    const texts = dirty.map((number) => [number, JSON.stringify(roster.chunk(number))] as const)
    try {
      return await this.#database.use(async (connection) => {
        const transaction = connection.transaction(['rosters', 'chunks'], 'readwrite')
        const stored = await transaction.objectStore('rosters').get(this.#slug)
        if (stored?.run !== before.run || stored.cursor !== before.cursor) return false
        await Promise.all([
          ...texts.map(([number, text]) => transaction.objectStore('chunks').put(text, [this.#slug, number])),
          transaction.objectStore('rosters').put(about),
          transaction.done,
        ])
        return true
      })
    } catch (error) {
      roster.markDirty(dirty)
      throw error
    }
  }

  async wipe(): Promise<void> {
    await this.#database.use((connection) => wipeRoster(connection, this.#slug)).catch(() => undefined)
  }
}

async function wipeRoster(connection: Connection, slug: string): Promise<void> {
  const transaction = connection.transaction(['rosters', 'chunks'], 'readwrite')
  await Promise.all([
    transaction.objectStore('rosters').delete(slug),
    transaction.objectStore('chunks').delete(everyChunk(slug)),
    transaction.done,
  ])
}

function everyChunk(slug: string): IDBKeyRange {
  return IDBKeyRange.bound([slug, 0], [slug, Number.MAX_SAFE_INTEGER])
}
