/**
 * Keeps the roster current: everybody once, then who changed, by a cursor. It asks at the start, every half minute, and
 * within a second after the live counts said that something happened. An old roster serves until the new one is whole.
 */
import { backoffDelay } from '@/live/backoff'
import { type Failure, isTemporary, noAnswer, type Result } from '@/http/result'

import { nextMoment, seeMoment } from './moments'
import { newKey } from './newKey'
import { Roster } from './roster'
import { RosterKeeper } from './rosterKeeper'
import type { RosterStore, Setup, StoredRoster } from './rosterStore'
import type { DoorState } from './types'
import { readPage, type RosterPage } from './wire'

const POLL_MS = 30_000
const SOON_MS = 1_000
const UNREADABLE = noAnswer('The server sent something that is not a roster.')

export interface RosterSyncOptions {
  request: (since: string | null) => Promise<Result<unknown>>
  store: RosterStore
  /** The roster, its setup or its age are other ones now. */
  onChange: () => void
  /** It was refused for another reason than a moment's. */
  onRefused: (failure: Failure) => void
  now?: () => number
  random?: () => number
}

/** A run through everybody that is under way. */
interface Run {
  roster: Roster
  began: number
  asOf: number
  total: number
  lastId: number
}

export class RosterSync {
  readonly #options: RosterSyncOptions
  readonly #keeper: RosterKeeper
  #roster: Roster | null = null
  #about: StoredRoster | null = null
  #run: Run | null = null
  #cursor: string | null = null
  #progress: { size: number; total: number } | null = null
  #isAsking = false
  #isStopped = true
  #failures = 0
  #askAt = 0
  /** After a failure: the next try, whatever happens at the event. */
  #notBefore = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: RosterSyncOptions) {
    this.#options = options
    this.#keeper = new RosterKeeper(options.store, () => ({ roster: this.#roster, about: this.#about }))
  }

  get roster(): Roster | null {
    return this.#roster
  }

  get setup(): Setup | null {
    return this.#about?.setup ?? null
  }

  get revision(): number {
    return this.#about?.revision ?? -1
  }

  get cursor(): string | null {
    return this.#about?.cursor ?? null
  }

  /** When it was last known to be current, by the server's clock. */
  get at(): number | null {
    return this.#about?.at ?? null
  }

  /** Whatever the server answered before this moment of this device's clock is in it. */
  get began(): number {
    return this.#about?.began ?? 0
  }

  state(): DoorState['roster'] {
    const size = this.#roster?.size ?? this.#progress?.size ?? 0
    const total = this.#progress?.total ?? size
    const state = this.#roster !== null ? 'ready' : this.#progress !== null ? 'loading' : 'none'
    return { state, size, total, at: this.at }
  }

  /** Takes what the disk has, so that the door works before the server has answered. */
  async load(): Promise<void> {
    const loaded = await this.#options.store.load((size, total) => this.#show({ size, total }))
    this.#progress = null
    if (loaded !== null && this.#roster === null) {
      this.#roster = loaded.roster
      this.#about = loaded.about
      this.#keeper.has(loaded.about)
      this.#cursor = loaded.about.cursor
      seeMoment(loaded.about.began)
    }
    this.#options.onChange()
  }

  start(): void {
    this.#isStopped = false
    this.hurry()
  }

  /** Settles when the disk has what it is to have. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.keep()
  }

  /** Writes now what the disk lacks. */
  keep(): Promise<void> {
    return this.#keeper.settle()
  }

  /** Something happened at the event: asks within a second, once for all that happens in it. */
  soon(): void {
    const random = this.#options.random ?? Math.random
    this.#plan(Math.max(SOON_MS * (0.3 + 0.7 * random()), this.#notBefore - this.#now))
  }

  /** Asks now. */
  hurry(): void {
    this.#plan(0)
  }

  /** Nobody here may see it any more. */
  async wipe(): Promise<void> {
    this.#keeper.cancel()
    void this.stop()
    this.#roster = this.#about = this.#run = this.#progress = null
    this.#keeper.has(null)
    this.#cursor = null
    this.#options.onChange()
    await this.#keeper.settle()
    await this.#options.store.wipe()
  }

  get #now(): number {
    return (this.#options.now ?? Date.now)()
  }

  /** At the earliest of all moments that were asked for. */
  #plan(delay: number): void {
    const at = this.#now + delay
    if (this.#isStopped || (this.#timer !== undefined && this.#askAt <= at)) return
    clearTimeout(this.#timer)
    this.#askAt = at
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#ask()
    }, delay)
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) {
      this.soon()
      return
    }
    this.#isAsking = true
    const failure = await this.#follow()
    this.#isAsking = false
    if (this.#isStopped) return
    if (failure === null) {
      this.#failures = this.#notBefore = 0
      this.#plan(POLL_MS)
      return
    }
    if (!isTemporary(failure)) this.#options.onRefused(failure)
    this.#failures += 1
    const asked = failure.kind === 'problem' ? (failure.retryAfterMs ?? 0) : 0
    const delay = Math.max(asked, backoffDelay(this.#failures, this.#options.random))
    this.#notBefore = this.#now + delay
    this.#plan(delay)
  }

  /** Follows the cursor to its end. A run that breaks off goes on where it was at the next try. */
  async #follow(): Promise<Failure | null> {
    const began = nextMoment()
    for (;;) {
      const asked = this.#cursor
      const answer = await this.#options.request(asked)
      if (this.#isStopped) return null
      if (!answer.ok) return answer.failure
      const page = readPage(answer.value)
      if (page === null || leadsNowhere(page, asked)) return UNREADABLE
      this.#cursor = this.#take(page, asked, began)
      if (!page.more && this.#cursor !== null) return null
    }
  }

  /** Says what to ask for next; null: everybody, from the start. */
  #take(page: RosterPage, asked: string | null, began: number): string | null {
    const isKnown = page.whole || this.#roster !== null
    if (page.whole) this.#goOnWithRun(page, asked, began)
    else this.#update(page, began)
    this.#options.onChange()
    return isKnown ? page.cursor : null // changes of a roster that is not here are of no use
  }

  #goOnWithRun(page: RosterPage, asked: string | null, began: number): void {
    const first = page.people[0]?.[0] ?? Infinity
    const run = this.#run
    const isNew = run === null || asked === null || run.roster.salt !== page.salt || first <= run.lastId
    const now = isNew ? beginRun(page, began) : run
    this.#run = now
    for (const person of page.people) now.roster.put(person)
    now.lastId = page.people.at(-1)?.[0] ?? now.lastId
    now.roster.usePassTypes(page.pass_types)
    this.#progress = { size: now.roster.size, total: Math.max(page.total, now.roster.size) }
    if (page.more) return
    now.roster.pack()
    this.#roster = now.roster
    this.#run = this.#progress = null
    this.#about = aboutOf(page, now.roster, { run: now, id: newKey(), before: this.setup })
    this.#keeper.has(null)
    this.#keeper.write()
    this.soon() // for what happened while it ran
  }

  #update(page: RosterPage, began: number): void {
    const roster = this.#roster
    const before = this.#about
    this.#run = this.#progress = null
    if (roster === null || before === null) return
    for (const person of page.people) roster.put(person)
    roster.usePassTypes(page.pass_types)
    const run = {
      began: page.more ? before.began : began,
      asOf: page.more ? before.at : Date.parse(page.as_of),
    }
    this.#about = aboutOf(page, roster, { run, id: before.run, before: before.setup })
    this.#keeper.soon()
  }

  #show(progress: { size: number; total: number }): void {
    this.#progress = progress
    this.#options.onChange()
  }
}

/** Following it would ask for the same again and again. */
function leadsNowhere(page: RosterPage, asked: string | null): boolean {
  return (page.more && page.cursor === asked) || (asked === null && !page.whole)
}

function beginRun(page: RosterPage, began: number): Run {
  const roster = new Roster(page.salt)
  roster.reserve(page.total)
  return { roster, began, asOf: Date.parse(page.as_of), total: page.total, lastId: -Infinity }
}

/** A run is as old as its first page: what came after that may be missing. */
function aboutOf(
  page: RosterPage,
  roster: Roster,
  { run, id, before }: { run: Pick<Run, 'began' | 'asOf'>; id: string; before: Setup | null },
): StoredRoster {
  const { event, pass_types, areas, gates } = page
  const setup: Setup = { event, pass_types, areas, gates }
  return {
    slug: event.slug,
    run: id,
    cursor: page.cursor,
    salt: page.salt,
    revision: page.revision,
    size: roster.size,
    chunks: roster.chunks,
    setup: JSON.stringify(before) === JSON.stringify(setup) && before !== null ? before : setup,
    at: run.asOf,
    began: run.began,
  }
}
