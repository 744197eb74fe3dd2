/**
 * The scans and undos of one door and one user or device: in memory for the screens, and in the browser's storage, where
 * they outlive the page. Nothing leaves the queue but by its own answer, and the last answered ones stay to be looked at.
 */
import { type Database, isFull, isThere } from './database'
import { isUnanswered, type QueueItem } from './items'
import { seeMoment } from './moments'
import { addDurably, beginDurably, storeDurably } from './queueStore'
import type { Tabs } from './tabs'
import type { DoorState } from './types'

const KEEP_ANSWERED = 200
/** From the scan to the disk, for `make bench`. */
const STORED = 'door:stored'

/** A change of an item as it is stored now; null leaves it. */
export type Change = (item: QueueItem) => QueueItem | null

interface QueueOptions {
  database: Database
  slug: string
  who: string
  tabs: Tabs
  onChange: () => void
}

export class Queue {
  readonly #options: QueueOptions
  readonly #items = new Map<string, QueueItem>()
  /** Those that could not be stored as they are now: that lives in this page alone. */
  readonly #unstored = new Set<string>()
  #storing: Promise<void> | null = null
  /** What is stored next, in one transaction: each takes the disk as long as all of them together. */
  #joining: { items: QueueItem[]; saved: Promise<void> } | null = null
  #saved: Promise<void> = Promise.resolve()
  readonly #saving = new Map<string, Promise<void>>()
  #sorted: readonly QueueItem[] | null = null
  #storage: DoorState['storage'] = 'ok'
  #heldForOthers = 0
  #lastSeq = 0

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** Oldest first. */
  items(): readonly QueueItem[] {
    return (this.#sorted ??= [...this.#items.values()].sort((a, b) => a.seq - b.seq))
  }

  get(key: string): QueueItem | undefined {
    return this.#items.get(key)
  }

  get storage(): DoorState['storage'] {
    return this.#storage
  }

  get heldForOthers(): number {
    return this.#heldForOthers
  }

  isUnstored(key: string): boolean {
    return this.#unstored.has(key)
  }

  /** On its way to the disk: a page that ends now loses it. */
  isSaving(key: string): boolean {
    return this.#saving.has(key)
  }

  /** Reads what an earlier page, or another tab, has left. */
  async load(): Promise<void> {
    const { database, slug, who } = this.#options
    try {
      const stored = await database.use((connection) => connection.getAll('queue'))
      const here = stored.filter((item) => item.slug === slug)
      this.take(here.filter((item) => item.who === who))
      this.#heldForOthers = here.filter((item) => item.who !== who && isUnanswered(item)).length
    } catch {
      this.#storage = 'unavailable'
    }
    this.#options.onChange()
  }

  /** Shows an item at once; settles when it is on the disk, or known to be in memory only. */
  async add(item: Omit<QueueItem, 'seq' | 'version'>): Promise<void> {
    const placed = { ...item, version: 1, seq: (this.#lastSeq += 1e-6) } as QueueItem
    this.#place(placed)
    this.#options.onChange()
    const start = performance.now()
    const saving = this.#save(placed)
    this.#saving.set(item.key, saving)
    await saving
    this.#saving.delete(item.key)
    this.#options.onChange()
    performance.clearMeasures(STORED)
    performance.measure(STORED, { start })
  }

  /** Changes an item as it stands in the store, whatever another tab has made of it meanwhile. */
  async modify(key: string, change: Change): Promise<void> {
    await this.modifyAll(new Map([[key, change]]))
  }

  /** All in one transaction. Where the store refuses, the change holds in this page, and is stored when there is room. */
  async modifyAll(changes: ReadonlyMap<string, Change>): Promise<void> {
    for (const key of changes.keys()) await this.#saving.get(key)
    const inMemory = new Map([...changes].filter(([key]) => this.#unstored.has(key)))
    const inStore = new Map([...changes].filter(([key]) => !this.#unstored.has(key)))
    try {
      if (inStore.size > 0) this.#takeStored(await this.#modifyStored(inStore))
    } catch (error) {
      this.#storage = isFull(error) ? 'full' : 'unavailable'
      for (const [key, change] of inStore) inMemory.set(key, change)
    }
    for (const [key, change] of inMemory) {
      const item = this.#items.get(key)
      const after = item && change(item)
      if (!after) continue
      this.#unstored.add(key)
      this.take([{ ...after, version: after.version + 1 }])
    }
  }

  /** The oldest that wait to be sent, those of other tabs included. */
  async pending(most: number): Promise<QueueItem[]> {
    const { database, slug, who } = this.#options
    if (this.#unstored.size > 0) await this.#storeAtLast().catch(() => undefined)
    let stored: readonly QueueItem[]
    try {
      const range = IDBKeyRange.only([slug, who, 'waiting'])
      stored = await database.use((connection) =>
        connection.getAllFromIndex('queue', 'by_state', range, most + this.#unstored.size),
      )
      this.take(stored)
    } catch {
      stored = this.items()
    }
    const keys = new Set([...stored.map(({ key }) => key), ...this.#unstored])
    const waiting = [...keys].flatMap((key) => this.#items.get(key) ?? [])
    return waiting
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => a.seq - b.seq)
      .slice(0, most)
  }

  /** News of items, from the store or from another tab: the later version of each stays. */
  take(items: readonly QueueItem[]): void {
    const news = items.filter((item) => (this.#items.get(item.key)?.version ?? 0) < item.version)
    for (const item of news) this.#place(item)
    if (news.length > 0) this.#options.onChange()
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) this.#items.delete(key)
    this.#sorted = null
    this.#options.onChange()
  }

  /** Lets go of answered items beyond the last 200, unless they are needed yet. */
  async prune(isNeeded: (item: QueueItem) => boolean): Promise<void> {
    const answered = this.items().filter((item) => item.state === 'answered')
    const gone = answered
      .slice(0, Math.max(0, answered.length - KEEP_ANSWERED))
      .filter((item) => !isNeeded(item))
    if (gone.length === 0) return
    const keys = gone.map(({ key }) => key)
    await this.#options.database
      .use(async (connection) => {
        const { store, done } = connection.transaction('queue', 'readwrite')
        await Promise.all([...gone.map(({ seq }) => store.delete(seq)), done])
      })
      .catch(() => undefined)
    this.forget(keys)
    this.#options.tabs.tell({ type: 'gone', keys })
  }

  /** At once where the disk is free, else together with all that come until then. Never fails. */
  #save(item: QueueItem): Promise<void> {
    if (this.#joining !== null) {
      this.#joining.items.push(item)
      return this.#joining.saved
    }
    const items = [item]
    this.#saved = this.#saved.then(() => {
      this.#joining = null
      return this.#saveAll(items)
    })
    this.#joining = { items, saved: this.#saved }
    return this.#saved
  }

  async #saveAll(items: readonly QueueItem[]): Promise<void> {
    try {
      const { database } = this.#options
      const stored = await database.use((connection) => addDurably(connection, items)).catch(nullIfThere)
      this.#takeStored(stored ?? (await database.use((connection) => storeDurably(connection, items))))
    } catch (error) {
      for (const { key } of items) this.#unstored.add(key)
      this.#storage = isFull(error) ? 'full' : 'unavailable'
      return
    }
    await this.#storeAtLast().catch(() => undefined) // the next scan or request tries again
  }

  /** The storage takes items: what lived in this page alone follows, once. */
  async #storeAtLast(): Promise<void> {
    this.#storing ??= this.#storeRest().finally(() => (this.#storing = null))
    return this.#storing
  }

  async #storeRest(): Promise<void> {
    while (this.#unstored.size > 0) {
      const keys = [...this.#unstored]
      const items = keys.flatMap((key) => this.#items.get(key) ?? [])
      this.#takeStored(await this.#options.database.use((connection) => storeDurably(connection, items)))
      for (const key of keys) if (!this.#items.has(key)) this.#unstored.delete(key)
    }
    const wasUnreadable = this.#storage === 'unavailable'
    this.#storage = 'ok'
    if (wasUnreadable) await this.load()
    this.#options.onChange()
  }

  /** As they are on the disk now. What changed in memory since keeps its change, which is still to be stored. */
  #takeStored(items: readonly QueueItem[]): void {
    for (const item of items) {
      const known = this.#items.get(item.key)
      const isNewer = known !== undefined && known.version > item.version
      this.#place(isNewer ? { ...known, seq: item.seq } : item)
      if (!isNewer) this.#unstored.delete(item.key)
    }
    this.#options.tabs.tell({ type: 'items', items: [...items] })
    this.#options.onChange()
  }

  /** As they stand then, changed or not. */
  async #modifyStored(changes: ReadonlyMap<string, Change>): Promise<QueueItem[]> {
    return this.#options.database.use(async (connection) => {
      const { store, done } = beginDurably(connection)
      const byKey = store.index('by_key')
      const now: QueueItem[] = []
      for (const [key, change] of changes) {
        const item = await byKey.get(key)
        if (item === undefined) continue
        const after = change(item)
        const next = after === null ? item : { ...after, version: after.version + 1 }
        if (next !== item) await store.put(next)
        now.push(next)
      }
      await done
      return now
    })
  }

  #place(item: QueueItem): void {
    seeMoment(item.answeredAt)
    this.#items.set(item.key, item)
    this.#lastSeq = Math.max(this.#lastSeq, item.seq)
    this.#sorted = null
  }
}

/** A connection that was cut had stored it. */
function nullIfThere(error: unknown): null {
  if (isThere(error)) return null
  throw error
}
