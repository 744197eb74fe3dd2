/** What a door watches while it is open: the live counts, the link, and whether anybody looks at the page. */
import type { CountsStore } from '@/live/countsStore'

import type { Contact } from './contact'

const TICK_MS = 1_000
/** A line that comes and goes is not tried more often. */
const BACK_MS = 3_000

export interface UpkeepOptions {
  counts: CountsStore
  contact: Contact
  /** Time passes: what was current may be old. */
  onTick: () => void
  /** Something happened at the event. */
  onRevision: () => void
  /** The socket was closed for good. */
  onCutOff: () => void
  /** The server is heard again after a silence. */
  onBack: () => void
  /** Somebody looks at the page again, or the browser believes that there is a network. */
  onSeen: () => void
  /** Nobody looks any more: a phone may end the page without another word. */
  onHidden: () => void
}

export class Upkeep {
  readonly #options: UpkeepOptions
  readonly #undone: (() => void)[] = []
  #revision: number | null = null
  #heardAt: number | null = null
  #wasOnline = true
  #backAt = 0
  #isCutOff = false

  constructor(options: UpkeepOptions) {
    this.#options = options
  }

  start(): void {
    const { counts, contact, onSeen, onHidden } = this.#options
    const tick = setInterval(() => this.#tick(), TICK_MS)
    const whenSeen = () => {
      if (document.visibilityState === 'visible') onSeen()
      else onHidden()
    }
    window.addEventListener('online', onSeen)
    window.addEventListener('focus', onSeen)
    document.addEventListener('visibilitychange', whenSeen)
    this.#undone.push(
      counts.subscribe(() => this.#follow()),
      counts.hear(() => contact.heard()), // its time may stand still after the clock was set back
      () => clearInterval(tick),
      () => window.removeEventListener('online', onSeen),
      () => window.removeEventListener('focus', onSeen),
      () => document.removeEventListener('visibilitychange', whenSeen),
      () => counts.stop(),
    )
    counts.start()
  }

  stop(): void {
    for (const undo of this.#undone.splice(0)) undo()
  }

  #tick(): void {
    const { contact, onTick, onBack } = this.#options
    const isBack = contact.isOnline && !this.#wasOnline
    this.#wasOnline = contact.isOnline
    if (isBack && Date.now() - this.#backAt > BACK_MS) {
      this.#backAt = Date.now()
      onBack()
    }
    onTick()
  }

  #follow(): void {
    const { contact, onRevision, onCutOff } = this.#options
    const { counts, heardAt, link } = this.#options.counts.state()
    if (heardAt !== this.#heardAt) contact.heard()
    this.#heardAt = heardAt
    const revision = counts?.revision ?? null
    const isNews = revision !== null && this.#revision !== null && revision > this.#revision
    this.#revision = revision ?? this.#revision
    if (isNews) onRevision()
    const isCutOff = link.refusal === 'revoked' || link.refusal === 'signed_out'
    if (isCutOff && !this.#isCutOff) onCutOff()
    this.#isCutOff = isCutOff
    this.#tick()
  }
}

/** Storage that the browser does not clear by itself, where it grants that. */
export async function askToPersist(): Promise<boolean | null> {
  const { storage } = navigator as { storage?: Partial<StorageManager> }
  try {
    return (await storage?.persist?.()) ?? null
  } catch {
    return null
  }
}
