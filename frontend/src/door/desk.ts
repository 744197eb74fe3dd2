/** One door: decides scans on this device, keeps them, and carries them to the server. */
import type { Failure, Result } from '@/http/result'
import { CountsStore } from '@/live/countsStore'

import { type Choice, readChoice, storeChoice } from './choice'
import { tidyCode } from './code'
import { Contact } from './contact'
import type { Database } from './database'
import { Flush, type FlushOptions } from './flush'
import { gatesFor, type OpenedDoor } from './identity'
import { outcomeOf, personIdOf } from './items'
import { type Here, Knowledge } from './knowledge'
import { newKey } from './newKey'
import { isOnTop } from './overlay'
import { Queue } from './queue'
import type { Network } from './requests'
import { RosterStore, type Setup } from './rosterStore'
import { RosterSync, type RosterSyncOptions } from './rosterSync'
import { Scanning } from './scanning'
import { ServerClock } from './serverClock'
import { type Parts, Snapshots, withoutGate } from './snapshot'
import { Standing } from './standing'
import { type TabNews, Tabs } from './tabs'
import { Trust } from './trust'
import type { Desk, DeskScan, NewScan, Person } from './types'
import { askToPersist, Upkeep, type UpkeepOptions } from './upkeep'

export interface DeskOptions {
  slug: string
  door: OpenedDoor
  database: Database
  network: Network
  random?: () => number
}

export class DoorDesk implements Desk {
  readonly counts: CountsStore
  readonly #options: DeskOptions
  readonly #contact = new Contact()
  readonly #clock = new ServerClock()
  readonly #trust: Trust
  readonly #tabs: Tabs
  readonly #queue: Queue
  readonly #sync: RosterSync
  readonly #standing: Standing
  readonly #flush: Flush
  readonly #knowledge: Knowledge
  readonly #scanning: Scanning
  readonly #upkeep: Upkeep
  readonly #snapshots = new Snapshots(() => this.#parts())
  readonly #change = () => this.#snapshots.change()
  readonly subscribe = this.#snapshots.subscribe
  readonly state = this.#snapshots.state
  #door: OpenedDoor
  #choice: Choice
  #persisted: boolean | null = null
  #setup: Setup | null = null
  #isStopped = false

  constructor(options: DeskOptions) {
    const { slug, door, database, network, random = Math.random } = options
    const { key: who, name: by } = door.who
    const learn = (result: Result<unknown>) => void this.#contact.learn(result)
    this.#options = options
    this.#door = door
    this.#choice = readChoice(slug, door.gates, door.who.device?.gate ?? null)
    this.counts = new CountsStore(slug)
    this.#trust = new Trust(slug, door.who, network, learn)
    this.#tabs = new Tabs(slug, who, (news) => this.#hear(news))
    const onChange = this.#change
    this.#queue = new Queue({ database, slug, who, tabs: this.#tabs, onChange })
    const store = new RosterStore(database, slug, who)
    this.#sync = new RosterSync({ store, random, ...this.#syncWiring() })
    this.#standing = new Standing({
      ...{ slug, who: door.who, network, trust: this.#trust, contact: this.#contact, clock: this.#clock },
      ...{ sync: this.#sync, onChange, onBack: () => this.hurry() },
    })
    this.#flush = new Flush({ slug, queue: this.#queue, network, random, ...this.#flushWiring() })
    this.#knowledge = new Knowledge({
      sync: this.#sync,
      items: () => this.#queue.items(),
      counts: () => this.counts.state().counts,
      by,
    })
    this.#scanning = new Scanning({
      ...{ slug, who, queue: this.#queue, onChange },
      // the gates' areas come with the roster, which may have been read since
      predict: (scan, here) =>
        this.#knowledge.predict(scan, { ...here, areas: this.#sync.setup?.areas ?? [] }),
      isOnline: () => this.#contact.isOnline,
      onWaiting: () => this.#flush.trigger(),
    })
    this.#upkeep = new Upkeep({ counts: this.counts, contact: this.#contact, ...this.#upkeepWiring() })
  }

  /** Reads what the device has kept, and goes to work. `isFresh`: the server has just said who we are. */
  async start(isFresh: boolean): Promise<void> {
    if (isFresh) {
      this.#trust.confirm()
      this.#contact.heard()
    }
    const { door } = this.#options
    this.#upkeep.start()
    await Promise.all([this.#queue.load(), this.#sync.load()])
    void this.#scanning.begin()
    if (isFresh) this.#door = door // newer than what was stored with the roster
    this.#sync.start()
    this.#flush.trigger()
    this.#persisted = await askToPersist()
    this.#change()
  }

  submit(scan: NewScan): DeskScan {
    const here = this.#here()
    if (here === null) return withoutGate(scan, this.#choice.direction)
    const key = this.#scanning.take(scan, here)
    this.#change()
    const shown = this.state().scans.find((one) => one.key === key)
    return shown ?? withoutGate(scan, this.#choice.direction)
  }

  letIn(key: string, reason: string): void {
    void this.#scanning.letIn(key, reason, this.now())
  }

  hold(key: string): void {
    void this.#scanning.hold(key)
  }

  undo(key: string, reason = ''): void {
    const scan = this.#queue.get(key)
    if (scan?.kind !== 'scan' || outcomeOf(scan) !== 'admitted') return
    const isAsked = this.#queue
      .items()
      .some((item) => item.kind === 'undo' && item.undoes === key && item.state !== 'failed')
    if (isAsked) return
    const { slug, door } = this.#options
    const statusBefore = scan.person?.status ?? 'registered'
    void this.#queue
      .add({
        ...({ kind: 'undo', key: newKey(), slug, who: door.who.key, state: 'waiting' } as const),
        ...{ failure: null, answeredAt: null, undoes: key, reason, statusBefore },
        registrant: personIdOf(scan),
      })
      .then(() => this.#flush.trigger())
  }

  retry(key: string): void {
    void this.#queue
      .modify(key, (item) => (item.state === 'failed' ? { ...item, state: 'waiting', failure: null } : null))
      .then(() => this.#flush.trigger())
  }

  hurry(): void {
    if (this.#isStopped || this.#standing.off !== null) return
    this.#flush.hurry()
    this.#sync.start()
  }

  choose(part: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...part }
    storeChoice(this.#options.slug, this.#choice)
    this.#change()
  }

  person(id: number): Person | null {
    return this.#knowledge.person(id)
  }

  knows(code: string): boolean {
    return this.#knowledge.knows(tidyCode(code))
  }

  search(query: string, limit = 30): Person[] {
    return this.#knowledge.search(query, limit)
  }

  party(id: number): Person[] {
    return this.#knowledge.party(id)
  }

  now(): number {
    const { clockOffsetMs } = this.counts.state()
    if (clockOffsetMs !== null) this.#clock.learn(clockOffsetMs)
    return this.#clock.now()
  }

  trusted(): Promise<Failure | null> {
    return this.#trust.check()
  }

  /** What the server says of this door, after it was opened from what is stored. */
  meet(answer: Result<OpenedDoor>): void {
    this.#contact.learn(answer)
    if (answer.ok && answer.value.who.key === this.#door.who.key) {
      this.#door = answer.value
      this.#trust.confirm()
      this.hurry()
    } else if (!answer.ok) {
      this.#standing.refused(answer.failure)
    } // somebody else is found out, and dealt with, before anything is asked or sent
    this.#change()
  }

  stop(): void {
    this.#isStopped = true
    this.#upkeep.stop()
    this.#scanning.stop()
    this.#flush.stop()
    this.#tabs.close()
    void this.#sync.stop().then(() => this.#options.database.close())
  }

  #here(): Here | null {
    const { event, gates } = this.#door
    const { gate, direction } = this.#choice
    if (gate === null || !gates.some(({ id }) => id === gate)) return null
    return { event, gates, areas: this.#sync.setup?.areas ?? [], gate, direction, now: this.now() }
  }

  /** The roster brings the event as it is now: open or closed, its gates, its rules. */
  #takeSetup(): void {
    const setup = this.#sync.setup
    if (setup !== null && setup !== this.#setup) {
      this.#setup = setup
      const gates = gatesFor(this.#door.who.device, setup.gates)
      this.#door = { ...this.#door, event: setup.event, gates }
    }
    void this.#queue.prune((item) => isOnTop(item, this.#sync.began))
    this.#change()
  }

  /** Another tab lets go of what its own roster has; the one here may be older. */
  #isNeeded(key: string): boolean {
    const item = this.#queue.get(key)
    return item !== undefined && isOnTop(item, this.#sync.began)
  }

  #followFlush(): void {
    if (!this.#contact.isOnline) this.#scanning.stopAsking()
    this.#change()
  }

  #hear(news: TabNews): void {
    if (news.type === 'items') this.#queue.take(news.items)
    else if (news.type === 'gone') this.#queue.forget(news.keys.filter((key) => !this.#isNeeded(key)))
    else this.#flush.bePatient(news.until)
  }

  #parts(): Parts {
    return {
      ...{ slug: this.#options.slug, door: this.#door, off: this.#standing.off, persisted: this.#persisted },
      ...{ queue: this.#queue, flush: this.#flush, scanning: this.#scanning, sync: this.#sync },
      contact: this.#contact,
      gate: this.#here()?.gate ?? null,
      direction: this.#choice.direction,
      isSignedOut: this.#standing.isSignedOut || this.#flush.isSignedOut,
      isOutside: this.#standing.isOutside,
    }
  }

  #syncWiring(): Pick<RosterSyncOptions, 'request' | 'onChange' | 'onRefused'> {
    return {
      request: (since) => this.#standing.requestRoster(since),
      onChange: () => this.#takeSetup(),
      onRefused: (failure) => this.#standing.refused(failure),
    }
  }

  #flushWiring(): Omit<FlushOptions, 'slug' | 'queue' | 'network' | 'random'> {
    return {
      maySend: () => this.#trust.check(),
      isShut: () => this.#standing.isShut(),
      learn: (result) => this.#standing.hear(result),
      onChange: () => this.#followFlush(),
      onRefused: (failure) => this.#standing.refused(failure),
      onPatience: (until) => this.#tabs.tell({ type: 'patience', until }),
    }
  }

  #upkeepWiring(): Omit<UpkeepOptions, 'counts' | 'contact'> {
    return {
      onTick: this.#change,
      onRevision: () => this.#sync.soon(),
      onCutOff: () => void this.#standing.askWhy(),
      onBack: () => this.hurry(),
      onSeen: () => {
        this.#trust.doubt()
        this.hurry()
      },
      onHidden: () => void this.#sync.keep(),
    }
  }
}
