/**
 * One live socket that keeps itself alive: reconnects with back-off, notices a link that has gone silent, stops for
 * good where the server says that this screen may not watch. Knows nothing of what frames mean to a page.
 */
import { type Frame, parseFrame } from '@/api/frames'

import { backoffDelay } from './backoff'

/** Two and a half heartbeats: longer silence means that the link is dead, whatever its readyState says. */
export const WATCHDOG_MS = 25_000
/** A heartbeat is missing by now: a network that is back is reason enough to try anew. */
const MISSED_BEAT_MS = 12_000
/** How far screens spread when the server says that it restarts. */
const RESTART_SPREAD_MS = 2_000

export type Refusal = 'signed_out' | 'forbidden' | 'not_found' | 'revoked'

const FINAL_CODES: Readonly<Record<number, Refusal>> = {
  4401: 'signed_out',
  4403: 'forbidden',
  4404: 'not_found',
}

export interface Link {
  phase: 'connecting' | 'open' | 'waiting' | 'closed'
  /** Tries in a row that brought no frame. */
  failures: number
  /** When the last frame arrived, by this machine's clock. */
  heardAt: number | null
  /** Why the server closed for good; null while there is hope. */
  refusal: Refusal | null
}

export interface LiveSocketOptions {
  url: string
  onFrame: (frame: Frame) => void
  random?: () => number
}

export class LiveSocket {
  readonly #options: LiveSocketOptions
  readonly #listeners = new Set<() => void>()
  #link: Link = { phase: 'closed', failures: 0, heardAt: null, refusal: null }
  #socket: WebSocket | null = null
  #watchdog: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #restarting = false

  constructor(options: LiveSocketOptions) {
    this.#options = options
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly link = (): Link => this.#link

  start(): void {
    window.addEventListener('online', this.#wake)
    document.addEventListener('visibilitychange', this.#wake)
    this.#connect()
  }

  stop(): void {
    window.removeEventListener('online', this.#wake)
    document.removeEventListener('visibilitychange', this.#wake)
    this.#drop()
    this.#change({ phase: 'closed' })
  }

  #connect(): void {
    this.#drop()
    this.#restarting = false
    this.#change({ phase: 'connecting', refusal: null })
    this.#watch()
    const socket = new WebSocket(this.#options.url)
    socket.onopen = () => this.#change({ phase: 'open' })
    socket.onmessage = (message: MessageEvent<unknown>) => this.#receive(message.data)
    socket.onclose = (event) => this.#closed(event.code)
    this.#socket = socket
  }

  #receive(data: unknown): void {
    this.#watch()
    const frame = parseFrame(data)
    this.#change({ heardAt: Date.now(), failures: 0 })
    if (frame === null) return
    if (frame.type === 'bye') {
      this.#farewell(frame.reason)
    } else {
      this.#options.onFrame(frame)
    }
  }

  #farewell(reason: 'revoked' | 'role_changed' | 'restart'): void {
    if (reason === 'revoked') this.#end('revoked')
    // A changed role reconnects: the server then sends what the new role may see, or refuses.
    else this.#restarting = reason === 'restart'
  }

  #closed(code: number): void {
    const refusal = FINAL_CODES[code]
    if (refusal !== undefined) {
      this.#end(refusal)
    } else {
      this.#retryLater()
    }
  }

  #end(refusal: Refusal): void {
    this.#drop()
    this.#change({ phase: 'closed', refusal })
  }

  #retryLater(): void {
    const random = this.#options.random ?? Math.random
    const failures = this.#link.failures + 1
    const delay = this.#restarting ? random() * RESTART_SPREAD_MS : backoffDelay(failures, random)
    this.#drop()
    this.#change({ phase: 'waiting', failures })
    this.#retry = setTimeout(() => this.#connect(), delay)
  }

  #watch(): void {
    clearTimeout(this.#watchdog)
    this.#watchdog = setTimeout(() => this.#retryLater(), WATCHDOG_MS)
  }

  /** Back online, or looked at again: no reason to wait any longer. Timers sleep in hidden pages, so look at the clock. */
  readonly #wake = (event: Event): void => {
    if (document.visibilityState === 'hidden') return
    const { phase, heardAt } = this.#link
    const silence = Date.now() - (heardAt ?? 0)
    const isBackOnline = event.type === 'online'
    // A try that began without a network may hang until the watchdog ends it.
    const hangs = phase === 'connecting' && isBackOnline
    const isSilent = phase === 'open' && silence > (isBackOnline ? MISSED_BEAT_MS : WATCHDOG_MS)
    if (phase === 'waiting' || hangs || isSilent) this.#connect()
  }

  /** Lets go of the present socket and its timers. A dead link may never fire `close`, so its handlers go first. */
  #drop(): void {
    clearTimeout(this.#watchdog)
    clearTimeout(this.#retry)
    const socket = this.#socket
    this.#socket = null
    if (socket === null) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  #change(part: Partial<Link>): void {
    this.#link = { ...this.#link, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** The address of an event's live socket on this very host. */
export function liveUrl(
  slug: string,
  location: Pick<Location, 'protocol' | 'host'> = window.location,
): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return `${scheme}//${location.host}/ws/events/${encodeURIComponent(slug)}/`
}
