/**
 * Whether the server takes this browser for those whose queue this is. Somebody else may have signed in in another tab,
 * and scans go out as whoever the cookies say: so it is asked before anything is sent, whenever that may have happened.
 */
import { csrfToken } from '@/http/csrf'
import type { Failure, ProblemFailure, Result } from '@/http/result'

import { findWho, type Who } from './identity'
import type { Network } from './requests'

export const OTHERS: ProblemFailure = {
  kind: 'problem',
  problem: {
    title: 'Somebody else is signed in here.',
    status: 401,
    code: 'other_user',
    detail: 'Somebody else is signed in here. These scans wait for who made them.',
  },
  retryAfterMs: null,
}

export class Trust {
  readonly #slug: string
  readonly #who: Who
  readonly #network: Network
  readonly #learn: (result: Result<unknown>) => void
  /** The token that came with the last login we know of; null while nobody knows. Each login makes another. */
  #token: string | null | undefined = undefined
  #asking: Promise<Failure | null> | null = null

  constructor(slug: string, who: Who, network: Network, learn: (result: Result<unknown>) => void) {
    this.#slug = slug
    this.#who = who
    this.#network = network
    this.#learn = learn
  }

  /** The server has just said who we are, and it is us. */
  confirm(): void {
    this.#token = csrfToken(document.cookie)
  }

  /** The page was out of sight, or the server refused us: things may have changed. */
  doubt(): void {
    this.#token = undefined
  }

  /** Null: we are who we were. Else why that is not so, or not known. */
  async check(): Promise<Failure | null> {
    if (this.#token !== undefined && this.#token === csrfToken(document.cookie)) return null
    this.#asking ??= this.#ask().finally(() => (this.#asking = null))
    return this.#asking
  }

  async #ask(): Promise<Failure | null> {
    const who = await findWho(this.#slug, this.#network, this.#who)
    this.#learn(who)
    if (!who.ok) return who.failure
    if (who.value.key !== this.#who.key) return OTHERS
    this.confirm()
    return null
  }
}

export function isOthers(failure: Failure): boolean {
  return failure.kind === 'problem' && failure.problem.code === OTHERS.problem.code
}
