/**
 * Brings a display back that cannot help itself any more. The socket and REST heal by themselves (`live`); a page
 * that is stale nevertheless, or has failed, or is an old build, is reloaded: once the server is ready, after a wait
 * that grows while it does not help. It stands outside React, so that it outlives what it heals.
 */
import { hasNewBuild, updateWorker } from './build'
import { nextDailyReload } from './daily'
import { isServerReady } from './ready'
import { forgiveReloads, noteReload, readReloads, reloadDelay } from './reloadLog'

const LOOK_MS = 5_000
const STALE_MS = 120_000
const WELL_MS = 10 * 60_000
const BUILD_EVERY_MS = 10 * 60_000
const BUILD_AT_MOST_EVERY_MS = 60_000
/** All displays reconnect at the same moment; they do not ask for the page then too. */
const BUILD_SPREAD_MS = 10_000

type Why = 'stale' | 'error' | 'new build' | 'daily'

export interface HealerOptions {
  reload?: () => void
  random?: () => number
}

export class Healer {
  readonly #reload: () => void
  readonly #random: () => number
  readonly #startedAt = Date.now()
  #zone: string | undefined
  #dailyAt: number
  #heardAt = Date.now()
  #isResting = false
  #isOpen = false
  #opened = 0
  #planned: { why: Why; at: number } | null = null
  #isTrying = false
  #buildLookedAt = Date.now()
  #buildLookAt = Date.now() + BUILD_EVERY_MS
  #error = ''

  constructor({ reload = () => window.location.reload(), random = Math.random }: HealerOptions = {}) {
    this.#reload = reload
    this.#random = random
    this.#dailyAt = nextDailyReload(this.#startedAt, undefined, random)
  }

  start(): () => void {
    const failed = (event: ErrorEvent) => this.failed(event.error ?? event.message)
    const rejected = (event: PromiseRejectionEvent) => this.failed(event.reason)
    window.addEventListener('error', failed)
    window.addEventListener('unhandledrejection', rejected)
    const timer = setInterval(() => this.#look(), LOOK_MS)
    return () => {
      clearInterval(timer)
      window.removeEventListener('error', failed)
      window.removeEventListener('unhandledrejection', rejected)
    }
  }

  /** The event's own time zone says when its night is. */
  livesIn(zone: string): void {
    if (zone === this.#zone) return
    this.#zone = zone
    this.#dailyAt = nextDailyReload(Date.now(), zone, this.#random)
  }

  heard(at: number): void {
    this.#heardAt = Math.max(this.#heardAt, at)
  }

  /** The server has said no for good: silence is what is to be expected. */
  rest(): void {
    this.#isResting = true
  }

  /** A link that is back may lead to a server with a new build. */
  linkIs(isOpen: boolean): void {
    if (isOpen && !this.#isOpen && this.#opened++ > 0) {
      const soon = Date.now() + this.#random() * BUILD_SPREAD_MS
      const earliest = this.#buildLookedAt + BUILD_AT_MOST_EVERY_MS
      this.#buildLookAt = Math.min(this.#buildLookAt, Math.max(soon, earliest))
    }
    this.#isOpen = isOpen
  }

  failed(error: unknown): void {
    this.#error = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    this.#plan('error')
  }

  /** For the people who look after displays. */
  report(): { planned: string; error: string; startedAt: number; dailyAt: number; tries: number } {
    const { tries } = readReloads()
    const planned = this.#planned?.why ?? ''
    return { planned, error: this.#error, startedAt: this.#startedAt, dailyAt: this.#dailyAt, tries }
  }

  #look(): void {
    const now = Date.now()
    const isStale = !this.#isResting && now - this.#heardAt > STALE_MS
    if (isStale) this.#plan('stale')
    else if (this.#planned?.why === 'stale') this.#planned = null
    if (now >= this.#dailyAt) this.#planned ??= { why: 'daily', at: now }
    if (this.#planned === null && now - this.#startedAt > WELL_MS) forgiveReloads()
    if (now >= this.#buildLookAt) void this.#lookForBuild(now)
    if (this.#planned !== null && now >= this.#planned.at) void this.#tryReload(this.#planned.why)
  }

  #plan(why: Why): void {
    this.#planned ??= { why, at: Date.now() + reloadDelay(readReloads().tries, this.#random) }
  }

  async #lookForBuild(now: number): Promise<void> {
    this.#buildLookedAt = now
    this.#buildLookAt = now + BUILD_EVERY_MS
    if ((await hasNewBuild()) && !(await updateWorker())) this.#plan('new build')
  }

  async #tryReload(why: Why): Promise<void> {
    if (this.#isTrying) return
    this.#isTrying = true
    const isReady = await isServerReady()
    this.#isTrying = false
    // News may have come while the server was asked.
    if (!isReady || this.#planned?.why !== why) return
    noteReload({ at: Date.now(), why }, why !== 'daily')
    // Should this page go on nevertheless, it starts to wait anew.
    this.#planned = null
    this.#dailyAt = nextDailyReload(Date.now(), this.#zone, this.#random)
    this.#reload()
  }
}
