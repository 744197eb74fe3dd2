/**
 * Carries the queue to the server: in order, one tab at a time, with the same keys until each item has its own answer. So
 * what is sent twice counts once, and what was never answered is never lost.
 */
import { backoffDelay } from '@/live/backoff'
import { type Failure, type Result, statusOf } from '@/http/result'

import { changeBy, isFinal, isNoRole, settledByKey, UNREADABLE, undoChangeBy } from './answers'
import { type QueueItem, requestOf, type ScanItem, type UndoItem } from './items'
import { withLock } from './lock'
import type { Change, Queue } from './queue'
import type { Network } from './requests'

const BATCH = 500
/** Of a long queue, as many try out whether sending works again. */
const PROBE = 25

export interface FlushOptions {
  slug: string
  queue: Queue
  network: Pick<Network, 'postScans' | 'postUndo'>
  /** Whether the server knows us as those whose queue this is. A failure says why that is not known. */
  maySend: () => Promise<Failure | null>
  /** Every answer passes here. */
  learn: (result: Result<unknown>) => void
  /** Whether the event itself is closed to us: then everything waits. */
  isShut?: () => Promise<boolean>
  /** Something is on its way now, or is back. */
  onChange: () => void
  /** The server does not take us for who we are. */
  onRefused: (failure: Failure) => void
  /** The server asked for patience, until then. */
  onPatience: (until: number) => void
  random?: () => number
}

export class Flush {
  readonly #options: FlushOptions
  readonly #sending = new Set<string>()
  readonly #tries = new Map<string, number>()
  #isRunning = false
  #isAskedAgain = false
  #isHurried = false
  #isStopped = false
  #isSignedOut = false
  #failures = 0
  /** Fewer after a failure; half of them after a batch that was refused as a whole, to find the item that is to blame. */
  #most = BATCH
  #patientUntil = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: FlushOptions) {
    this.#options = options
  }

  get isSending(): boolean {
    return this.#sending.size > 0
  }

  get isSignedOut(): boolean {
    return this.#isSignedOut
  }

  isOnItsWay(key: string): boolean {
    return this.#sending.has(key)
  }

  triesOf(key: string): number {
    return this.#tries.get(key) ?? 0
  }

  /** Something new waits. It goes at once, unless the server asked for patience. */
  trigger(): void {
    if (this.#isSignedOut || this.#isStopped || Date.now() < this.#patientUntil) return
    void this.#run()
  }

  /** There is a chance that it works now, whatever it was that failed before. */
  hurry(): void {
    if (this.#isStopped) return
    this.#isSignedOut = false
    this.#patientUntil = 0
    this.#isHurried = this.#isRunning
    void this.#run()
  }

  /** Another tab was asked to wait. */
  bePatient(until: number): void {
    this.#patientUntil = Math.max(this.#patientUntil, until)
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  async #run(): Promise<void> {
    this.#isAskedAgain = true
    if (this.#isRunning) return
    this.#isRunning = true
    clearTimeout(this.#timer)
    let failure: Failure | null = null
    while (this.#takeAsk(failure)) {
      failure = await withLock(`headcount-door ${this.#options.slug}`, (isMine) => this.#drain(isMine)).catch(
        () => UNREADABLE, // a lock that the browser has taken away: it is asked for again
      )
    }
    this.#isRunning = false
    if (failure === null) this.#failures = 0
    else this.#wait(failure)
  }

  /** Whether to go on at once: after a failure only where somebody hurries. */
  #takeAsk(failure: Failure | null): boolean {
    const goesOn = failure === null ? this.#isAskedAgain : this.#isHurried
    this.#isAskedAgain = this.#isHurried = false
    return goesOn && !this.#isStopped
  }

  /** Sends until nothing waits; a failure says why it has to wait. */
  async #drain(isMine: () => boolean): Promise<Failure | null> {
    const { queue } = this.#options
    let settled: QueueItem | null = null
    while (!this.#isStopped && isMine()) {
      const [first, ...others] = await queue.pending(this.#most)
      if (first === undefined) return null
      if (first.key === settled?.key && first.version <= settled.version) return UNREADABLE // the store forgets
      const failure = (await this.#options.maySend()) ?? (await this.#send(first, others))
      this.#options.onChange()
      if (failure !== null) return failure
      const now = queue.get(first.key)
      settled = now !== undefined && now.version > first.version ? now : null
    }
    return null
  }

  async #send(first: QueueItem, others: readonly QueueItem[]): Promise<Failure | null> {
    if (first.kind === 'undo') return this.#onTheWay([first], () => this.#sendUndo(first))
    const scans: ScanItem[] = [first]
    for (const item of others) {
      if (item.kind === 'undo') break // after the scans before it
      scans.push(item)
    }
    return this.#onTheWay(scans, () => this.#sendScans(scans))
  }

  async #onTheWay<T>(items: readonly QueueItem[], work: () => Promise<T>): Promise<T> {
    for (const { key } of items) {
      this.#sending.add(key)
      this.#tries.set(key, this.triesOf(key) + 1)
    }
    this.#options.onChange()
    try {
      return await work()
    } finally {
      for (const { key } of items) this.#sending.delete(key)
    }
  }

  async #sendScans(items: readonly ScanItem[]): Promise<Failure | null> {
    const { network, queue, slug } = this.#options
    const sent = items.map(requestOf)
    const result = await network.postScans(slug, sent)
    this.#options.learn(result)
    if (!result.ok) return this.#refused(items, result.failure)
    const settled = settledByKey(result.value)
    const changes = new Map<string, Change>()
    for (const scan of sent) {
      const came = settled.get(scan.idempotency_key) ?? null
      if (came !== null) changes.set(scan.idempotency_key, changeBy(scan, came))
    }
    await queue.modifyAll(changes)
    this.#forgetTries(changes.keys())
    this.#most = BATCH
    return changes.size === items.length ? null : UNREADABLE
  }

  /** A batch was refused as a whole. */
  async #refused(items: readonly ScanItem[], failure: Failure): Promise<Failure | null> {
    if (!isFinal(failure)) return failure
    const isOfAll = isNoRole(failure) // the role or the event is gone, or this gate is not ours
    if (isOfAll && (await this.#options.isShut?.())) return failure
    if (items.length > 1 && !isOfAll) {
      this.#most = Math.ceil(items.length / 2)
      return null
    }
    const fail: Change = (item) => (item.state === 'waiting' ? { ...item, state: 'failed', failure } : null)
    await this.#options.queue.modifyAll(new Map(items.map(({ key }) => [key, fail])))
    this.#most = Math.min(BATCH, this.#most * 2)
    return null
  }

  async #sendUndo({ key, undoes, reason }: UndoItem): Promise<Failure | null> {
    const { network, queue, slug } = this.#options
    const result = await network.postUndo(slug, undoes, reason)
    this.#options.learn(result)
    if (!result.ok && isNoRole(result.failure) && (await this.#options.isShut?.())) return result.failure
    const change = undoChangeBy(result)
    if (change === null) return result.ok ? UNREADABLE : result.failure
    await queue.modify(key, change)
    this.#forgetTries([key])
    return null
  }

  #forgetTries(keys: Iterable<string>): void {
    for (const key of keys) this.#tries.delete(key)
  }

  #wait(failure: Failure): void {
    if (statusOf(failure) === 401) {
      this.#isSignedOut = true
      this.#options.onRefused(failure)
      this.#options.onChange()
      return
    }
    this.#failures += 1
    this.#most = Math.min(this.#most, PROBE)
    const asked = failure.kind === 'problem' ? (failure.retryAfterMs ?? 0) : 0
    if (asked > 0) {
      this.#patientUntil = Date.now() + asked
      this.#options.onPatience(this.#patientUntil)
    }
    const delay = Math.max(asked, backoffDelay(this.#failures, this.#options.random))
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#run(), delay)
  }
}
