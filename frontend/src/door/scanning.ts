/**
 * Takes scans: decides them where this device can, stores them before anything is shown, and waits a second for the server
 * where that is the better judge. What nobody knows while there is no network, a person decides.
 */
import { tidyCode } from './code'
import { outcomeOf, type ScanItem } from './items'
import type { Here, Prediction } from './knowledge'
import { newKey } from './newKey'
import type { Queue } from './queue'
import { decideHere } from './verdict'
import type { NewScan } from './types'

/** How long the door waits for the server's word, where it waits for it. */
export const PATIENCE_MS = 1_000

export interface ScanningOptions {
  slug: string
  who: string
  queue: Queue
  predict: (scan: NewScan, here: Here) => Prediction | null
  isOnline: () => boolean
  onChange: () => void
  /** Something waits to be sent. */
  onWaiting: () => void
}

/** What is done with a new scan: `decide` it here, `ask` the server, leave it to a person, or wait for the stored roster. */
type Plan = 'decide' | 'ask' | 'person' | 'wait'

export class Scanning {
  readonly #options: ScanningOptions
  readonly #saving = new Set<string>()
  readonly #asked = new Map<string, ReturnType<typeof setTimeout>>()
  /** Those that came before the stored roster was read, in their order. */
  readonly #early: (() => Promise<void>)[] = []
  readonly #letIn = new Set<string>()
  #isReady = false

  constructor(options: ScanningOptions) {
    this.#options = options
  }

  isSaving(key: string): boolean {
    return this.#saving.has(key)
  }

  /** What is stored was read: what is known now is all that can be known without the server. */
  async begin(): Promise<void> {
    this.#isReady = true
    for (const planAgain of this.#early.splice(0)) await planAgain()
  }

  /** The key of the scan, which is on its way to the disk. */
  take(scan: NewScan, here: Here): string {
    const prediction = this.#predict(scan, here)
    const plan = this.#isReady ? this.#planFor(prediction, here) : 'wait'
    const item = this.#itemOf(scan, here, prediction, plan)
    if (plan === 'ask') this.#ask(item.key)
    const recording = this.#record(item, plan !== 'wait')
    if (plan === 'wait') this.#early.push(() => recording.then(() => this.#planAgain(item.key, scan, here)))
    return item.key
  }

  /** The server cannot be reached: there is nothing to wait for. */
  stopAsking(): void {
    for (const key of [...this.#asked.keys()]) void this.#fallBack(key)
  }

  /** Somebody was let in whom nobody knows. */
  async letIn(key: string, reason: string, now: number): Promise<void> {
    const item = this.#options.queue.get(key)
    if (item?.kind !== 'scan' || !isOpen(item) || this.#letIn.has(key)) return
    this.#letIn.add(key)
    let isRecorded = false as boolean // set by the change
    await this.#options.queue.modify(key, (known) => {
      if (known.kind !== 'scan') return null
      isRecorded = known.state === 'waiting' && known.override !== null // in another tab
      if (known.state !== 'undecided' || known.attempted) return null
      isRecorded = true
      return this.#letInOf(known, reason)
    })
    if (isRecorded) this.#options.onWaiting()
    else await this.#letInAnew(item, reason, now)
  }

  async hold(key: string): Promise<void> {
    await this.#options.queue.modify(key, (item) =>
      item.kind === 'scan' && item.state === 'undecided'
        ? { ...item, state: 'waiting', attempted: true }
        : null,
    )
    this.#options.onWaiting()
  }

  stop(): void {
    for (const timer of this.#asked.values()) clearTimeout(timer)
    this.#asked.clear()
  }

  /** Without any roster everybody is unknown. */
  #predict(scan: NewScan, here: Here): Prediction {
    const known = this.#options.predict(scan, here)
    if (known !== null) return known
    const area = here.gates.find(({ id }) => id === here.gate)?.area ?? null
    const way = { gate: here.gate, area: null, direction: here.direction }
    const nobody = { person: null, retired: false, override: scan.override !== undefined, isFull: false }
    const decision = decideHere({ way, event: here.event, ...nobody })
    return { person: null, area, verdict: { ...decision, previous: null, rosterAt: null } }
  }

  #planFor({ person }: Prediction, { event }: Here): Plan {
    const isOnline = this.#options.isOnline()
    if (person === null) return isOnline ? 'ask' : 'person'
    return isOnline && event.strict_doors ? 'ask' : 'decide'
  }

  #ask(key: string): void {
    this.#asked.set(
      key,
      setTimeout(() => void this.#fallBack(key), PATIENCE_MS),
    )
  }

  /** Now that the roster is known. The server may have answered meanwhile. */
  async #planAgain(key: string, scan: NewScan, here: Here): Promise<void> {
    const { queue, onChange, onWaiting } = this.#options
    let plan: Plan = 'wait'
    await queue.modify(key, (item) => {
      if (item.kind !== 'scan' || item.state !== 'waiting' || item.answer !== null) return null
      const prediction = this.#predict(scan, here)
      plan = this.#planFor(prediction, here)
      const { person, area, verdict: predicted } = prediction
      const state = plan === 'person' ? 'undecided' : 'waiting'
      return { ...item, state, person, area, predicted, shown: plan !== 'ask' }
    })
    if ((plan as Plan) === 'ask') this.#ask(key)
    this.#saving.delete(key)
    onChange()
    onWaiting()
  }

  #itemOf(scan: NewScan, here: Here, prediction: Prediction, plan: Plan): NewItem {
    return {
      kind: 'scan',
      key: newKey(),
      slug: this.#options.slug,
      who: this.#options.who,
      state: plan === 'person' ? 'undecided' : 'waiting',
      failure: null,
      answeredAt: null,
      code: scan.registrant === undefined ? tidyCode(scan.code ?? '') : null,
      registrant: scan.registrant ?? null,
      gate: here.gate,
      area: prediction.area,
      direction: here.direction,
      override: scan.override ?? null,
      scannedAt: new Date(here.now).toISOString(),
      person: prediction.person,
      predicted: plan === 'wait' ? null : prediction.verdict,
      shown: plan === 'decide' || plan === 'person',
      attempted: plan !== 'person',
      answer: null,
    }
  }

  /** On the disk first, then on the screen, then on its way. */
  async #record(item: NewItem, isPlanned = true): Promise<void> {
    this.#saving.add(item.key)
    await this.#options.queue.add(item)
    if (!isPlanned) return
    this.#saving.delete(item.key)
    this.#options.onChange()
    if (item.state === 'waiting') this.#options.onWaiting()
  }

  /** No word from the server in time: what this device made of it is shown, or a person decides. */
  async #fallBack(key: string): Promise<void> {
    clearTimeout(this.#asked.get(key))
    if (!this.#asked.delete(key)) return
    await this.#options.queue.modify(key, (item) => {
      if (item.kind !== 'scan' || item.state !== 'waiting' || item.answer !== null) return null
      return { ...item, shown: true, state: item.person === null ? 'undecided' : 'waiting' }
    })
  }

  /** The server may have the scan as it was, and refuses other content for its key: the decision is a scan of its own. */
  async #letInAnew(item: ScanItem, reason: string, now: number): Promise<void> {
    await this.hold(item.key)
    await this.#record({
      ...this.#letInOf(item, reason),
      ...{ key: newKey(), scannedAt: new Date(now).toISOString() },
      ...{ answer: null, answeredAt: null, failure: null },
    })
  }

  #letInOf(item: ScanItem, reason: string): ScanItem {
    const predicted = item.predicted && {
      ...item.predicted,
      outcome: 'admitted' as const,
      reason: null,
      overridable: false,
      overridden: true,
    }
    return { ...item, state: 'waiting', shown: true, attempted: true, predicted, override: { reason } }
  }
}

/** A person may still decide, also where a refusal came while they did. */
function isOpen(item: ScanItem): boolean {
  return item.state === 'undecided' || item.state === 'failed' || outcomeOf(item) === 'refused'
}

type NewItem = Omit<ScanItem, 'seq' | 'version'>
