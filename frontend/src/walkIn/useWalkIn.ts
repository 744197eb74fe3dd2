import { t } from '@/i18n/t'
import { useRef, useState } from 'react'

import type { WalkedIn } from '@/api/types'
import { newKey } from '@/door/newKey'
import type { Desk } from '@/door/types'
import { codeOf, describe, type Failure, isTemporary } from '@/http/result'

import { registerWalkIn, type WalkInForm, type WalkInStamp } from './registerWalkIn'

export interface WalkInState {
  answer: WalkedIn | null
  busy: boolean
  /** Why it was not taken, in a sentence. */
  problem: string | null
  submit: (form: WalkInForm) => void
}

/**
 * Sends the form of one walk-in. Its key and time are made once: where an answer was lost, sending again finds the
 * person that was registered, and makes no second one.
 */
export function useWalkIn(desk: Desk, gate: number): WalkInState {
  const stamp = useRef<WalkInStamp | null>(null)
  const [answer, setAnswer] = useState<WalkedIn | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const send = async (form: WalkInForm) => {
    stamp.current ??= {
      gate,
      idempotency_key: newKey(),
      scanned_at: new Date(desk.now()).toISOString(),
    }
    setBusy(true)
    const stranger = await desk.trusted()
    const result =
      stranger === null
        ? await registerWalkIn(desk.state().slug, form, stamp.current)
        : { ok: false as const, failure: stranger }
    setBusy(false)
    setProblem(result.ok ? null : problemOf(result.failure))
    if (result.ok) setAnswer(result.value)
    else if (isRefused(result.failure)) stamp.current = null // nothing was done: another try is another walk-in
  }

  return { answer, busy, problem, submit: (form) => void send(form) }
}

export function problemOf(failure: Failure): string {
  if (failure.kind === 'network') {
    return t('{problem} Send it again: nobody is registered twice.', { problem: describe(failure) })
  }
  if (codeOf(failure).startsWith('idempotency')) {
    return t('This person was registered by the first try, with other details. Look for the name.')
  }
  return describe(failure)
}

function isRefused(failure: Failure): boolean {
  return !isTemporary(failure) && !codeOf(failure).startsWith('idempotency')
}
