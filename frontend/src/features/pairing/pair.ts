/** Pairing this browser by a code, and the words for what stands in the way. */
import { t } from '@/i18n/t'
import type { OwnDevice } from '@/api/types'
import { requestOwnDevice } from '@/device/ownDevice'
import { api, send } from '@/http/client'
import { describe, type Failure, type Result, statusOf } from '@/http/result'

export interface Paired {
  device: OwnDevice
  /** Somebody is signed in here, and would be asked for in place of the device. */
  isUser: boolean
}

/** A code works once, so this is sent once: an answer that got lost is not asked for again by itself. */
export async function pair(code: string): Promise<Result<Paired>> {
  const answer = await send(api.POST('/api/v1/pair/', { body: { code } }))
  if (!answer.ok) return answer
  const { device } = answer.value
  const own = await requestOwnDevice()
  return { ok: true, value: { device, isUser: !own.ok && statusOf(own.failure) === 403 } }
}

/** Where a paired device works. */
export function faceOf({ kind, event }: Pick<OwnDevice, 'kind' | 'event'>): string {
  return kind === 'scanner' ? `/d/${event}/scan` : '/k/'
}

export interface PairFailure {
  title: string
  detail: string
  /** May the same code be sent again? */
  again: boolean
}

export function pairFailure(failure: Failure): PairFailure {
  const status = statusOf(failure)
  if (status === 404 || status === 400) {
    return {
      title: t('This code does not work'),
      detail: t(
        'It may be mistyped, used already, or older than ten minutes; after five wrong tries a code ends too. Ask an organiser for a new one.',
      ),
      again: false,
    }
  }
  if (failure.kind === 'problem' && status === 429) {
    const seconds = Math.max(1, Math.ceil((failure.retryAfterMs ?? 60_000) / 1000))
    return {
      title: t('Too many tries'),
      detail: t('Wait {count} s, then try again.', { count: seconds }),
      again: true,
    }
  }
  if (failure.kind === 'network') {
    return {
      title: t('The server did not answer'),
      detail: t('{problem} Check the network of this device, then try again.', {
        problem: describe(failure),
      }),
      again: true,
    }
  }
  return { title: t('Pairing did not work'), detail: describe(failure), again: true }
}
