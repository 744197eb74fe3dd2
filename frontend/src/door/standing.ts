/** How this door stands with the server: taken for who it is, signed out, switched off, or without a role at its event. */
import { type OffReason, offReason } from '@/device/ownDevice'
import { type Failure, type Result, statusOf } from '@/http/result'

import { isNoRole } from './answers'
import type { Contact } from './contact'
import type { Who } from './identity'
import type { Network } from './requests'
import type { RosterSync } from './rosterSync'
import type { ServerClock } from './serverClock'
import { isOthers, type Trust } from './trust'
import { wipeEvent } from './wipe'

export interface StandingOptions {
  slug: string
  who: Who
  network: Pick<Network, 'requestRoster'>
  trust: Trust
  contact: Contact
  clock: ServerClock
  /** What it keeps goes from here with the right to see it. */
  sync: Pick<RosterSync, 'cursor' | 'wipe'>
  onChange: () => void
  /** The server takes us for who we are again. */
  onBack: () => void
}

export class Standing {
  readonly #options: StandingOptions
  #off: OffReason | null = null
  #isSignedOut = false
  #isOutside = false

  constructor(options: StandingOptions) {
    this.#options = options
  }

  /** Why this device is of no more use; null while it is. */
  get off(): OffReason | null {
    return this.#off
  }

  get isSignedOut(): boolean {
    return this.#isSignedOut
  }

  /** Nobody here may see this event any more. */
  get isOutside(): boolean {
    return this.#isOutside
  }

  /** A page of the roster, asked for as ourselves or not at all. */
  async requestRoster(since: string | null): Promise<Result<unknown>> {
    const { slug, network, trust, clock } = this.#options
    const stranger = await trust.check()
    if (stranger !== null) return { ok: false, failure: stranger }
    const answer = await network.requestRoster(slug, since)
    this.hear(answer)
    if (answer.ok) clock.hear(answer.value)
    return answer
  }

  /** What was asked as ourselves was answered: where it went well, we are signed in. */
  hear(answer: Result<unknown>): void {
    this.#options.contact.learn(answer)
    if (!answer.ok || !(this.#isSignedOut || this.#isOutside)) return
    this.#isSignedOut = this.#isOutside = false
    this.#options.onBack()
  }

  /** The server does not take us for who we are, or has nothing here for us. */
  refused(failure: Failure): void {
    if (isNoRole(failure)) this.#leave()
    if (statusOf(failure) !== 401) return
    const { who, trust, sync, onChange } = this.#options
    if (who.device !== null && !isOthers(failure)) this.#off = offReason(failure)
    this.#isSignedOut = true
    trust.doubt()
    // nobody who may see it is here any more
    if (this.#off !== null || isOthers(failure)) void sync.wipe()
    onChange()
  }

  /** The socket says no more than that it ended; REST says why. */
  async askWhy(): Promise<void> {
    const { trust } = this.#options
    trust.doubt()
    const failure = await trust.check()
    if (failure !== null) this.refused(failure)
  }

  /** Asked after a scan was refused for want of a role: that of a gate alone closes nothing. */
  async isShut(): Promise<boolean> {
    const answer = await this.requestRoster(this.#options.sync.cursor)
    if (answer.ok || !isNoRole(answer.failure)) return false
    this.#leave()
    return true
  }

  /** What was scanned waits. */
  #leave(): void {
    const { slug, sync, onChange } = this.#options
    this.#isOutside = true
    void sync.wipe().then(() => wipeEvent(slug))
    onChange()
  }
}
