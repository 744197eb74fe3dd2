/** The live counts for the faces without React Query (door and kiosk): socket first, REST while it is down. */
import type { Frame } from '@/api/frames'
import type { Counts } from '@/api/types'

import { requestCounts } from './requestCounts'
import { newerCounts } from './merge'
import { type Link, LiveSocket, liveUrl } from './socket'

const POLL_MS = 10_000
const POLL_AFTER_FAILURES = 3

export interface LiveCounts {
  counts: Counts | null
  link: Link
  /** When the server last answered, over either way. */
  heardAt: number | null
  /** What this machine's clock lacks to the server's; unknown before the first heartbeat. */
  clockOffsetMs: number | null
}

export class CountsStore {
  readonly #slug: string
  readonly #socket: LiveSocket
  readonly #listeners = new Set<() => void>()
  readonly #hearers = new Set<(frame: Frame) => void>()
  #state: LiveCounts
  #poll: ReturnType<typeof setInterval> | undefined

  constructor(slug: string) {
    this.#slug = slug
    this.#socket = new LiveSocket({ url: liveUrl(slug), onFrame: (frame) => this.#receive(frame) })
    this.#state = { counts: null, link: this.#socket.link(), heardAt: null, clockOffsetMs: null }
    this.#socket.subscribe(() => this.#follow())
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): LiveCounts => this.#state

  /** Calls back with every frame, for those who keep what is not a count. */
  readonly hear = (hearer: (frame: Frame) => void): (() => void) => {
    this.#hearers.add(hearer)
    return () => this.#hearers.delete(hearer)
  }

  start(): void {
    this.#socket.start()
    this.#poll = setInterval(() => {
      const { failures, refusal } = this.#state.link
      if (failures >= POLL_AFTER_FAILURES && refusal === null) void this.#ask()
    }, POLL_MS)
  }

  stop(): void {
    clearInterval(this.#poll)
    this.#socket.stop()
  }

  #follow(): void {
    const link = this.#socket.link()
    const heardAt = Math.max(link.heardAt ?? 0, this.#state.heardAt ?? 0) || null
    const { failures } = this.#state.link
    this.#change({ ...this.#state, link, heardAt })
    if (failures < POLL_AFTER_FAILURES && link.failures === POLL_AFTER_FAILURES) void this.#ask()
  }

  #receive(frame: Frame): void {
    if (frame.type === 'counts') this.#show(frame.counts)
    if (frame.type === 'heartbeat') {
      this.#change({ ...this.#state, clockOffsetMs: Date.parse(frame.at) - Date.now() })
    }
    if (frame.type === 'heartbeat' && frame.revision > (this.#state.counts?.revision ?? frame.revision)) {
      void this.#ask()
    }
    for (const hearer of this.#hearers) hearer(frame)
  }

  async #ask(): Promise<void> {
    const answer = await requestCounts(this.#slug)
    if (answer.ok) this.#show(answer.value)
  }

  #show(news: Counts): void {
    const counts = newerCounts(this.#state.counts ?? undefined, news)
    this.#change({ ...this.#state, counts, heardAt: Date.now() })
  }

  #change(state: LiveCounts): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
