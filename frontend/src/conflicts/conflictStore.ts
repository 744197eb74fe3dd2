/**
 * What is to be settled, for the door: the live frame says it as a whole. REST is asked where no frame may have come:
 * at the start, after a reconnect (nothing open sends no frame), and while the socket is down.
 */
import type { Frame } from '@/api/frames'
import type { Conflict, ConflictOutcome, Counts } from '@/api/types'
import type { Desk } from '@/door/types'
import { codeOf, type Result } from '@/http/result'
import type { CountsStore } from '@/live/countsStore'
import { type OpenConflicts, requestOpenConflicts } from '@/live/requestConflicts'

import { settle } from './settle'

const NONE: OpenConflicts = { open: [], count: 0 }

export class ConflictStore {
  readonly #slug: string
  readonly #counts: CountsStore
  readonly #trusted: Desk['trusted']
  readonly #listeners = new Set<() => void>()
  /** Settled here or found settled: a frame on its way may still hold them. */
  readonly #settled = new Set<number>()
  #state = NONE
  #news = 0
  #seen: { phase: string; counts: Counts | null } = { phase: '', counts: null }
  #leave: (() => void) | null = null

  /** `trusted`: whether we are who we were; as somebody else nothing is settled. */
  constructor(slug: string, counts: CountsStore, trusted: Desk['trusted']) {
    this.#slug = slug
    this.#counts = counts
    this.#trusted = trusted
  }

  /** Listens for as long as somebody looks. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#leave ??= this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#leave?.()
      this.#leave = null
    }
  }

  readonly state = (): OpenConflicts => this.#state

  readonly settle = async (id: number, outcome: ConflictOutcome, note: string): Promise<Result<Conflict>> => {
    const stranger = await this.#trusted()
    if (stranger !== null) return { ok: false, failure: stranger }
    const answer = await settle(this.#slug, id, outcome, note)
    if (answer.ok || codeOf(answer.failure) === 'already_decided') {
      this.#settled.add(id)
      this.#show(this.#state)
    }
    return answer
  }

  #start(): () => void {
    const { link, counts } = this.#counts.state()
    this.#seen = { phase: link.phase, counts }
    const unhear = this.#counts.hear((frame) => this.#receive(frame))
    const unsubscribe = this.#counts.subscribe(() => this.#follow())
    void this.#ask()
    return () => {
      unhear()
      unsubscribe()
    }
  }

  #receive(frame: Frame): void {
    if (frame.type === 'conflicts') this.#show({ open: frame.open, count: frame.count })
  }

  #follow(): void {
    const { link, counts } = this.#counts.state()
    const isBack = link.phase === 'open' && this.#seen.phase !== 'open'
    const wasPolled = link.phase !== 'open' && counts !== this.#seen.counts
    this.#seen = { phase: link.phase, counts }
    if (isBack || wasPolled) void this.#ask()
  }

  async #ask(): Promise<void> {
    const asked = ++this.#news
    const answer = await requestOpenConflicts(this.#slug)
    // A frame that came meanwhile is newer than the answer.
    if (answer.ok && asked === this.#news) this.#show(answer.value)
  }

  #show(news: OpenConflicts): void {
    this.#news += 1
    const open = news.open.filter((conflict) => !this.#settled.has(conflict.id))
    this.#state = { open, count: news.count - (news.open.length - open.length) }
    for (const listener of this.#listeners) listener()
  }
}
