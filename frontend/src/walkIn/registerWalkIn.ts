import type { WalkedIn, WalkInRequest } from '@/api/types'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

export interface WalkInForm {
  name: string
  company: string
  email: string
  pass_type: number | null
  note: string
}

/** Which try of which form: the same again is answered with what the first one did. */
export interface WalkInStamp {
  gate: number
  idempotency_key: string
  scanned_at: string
}

/** Puts somebody on the list and records the entry, both or neither. */
export function registerWalkIn(
  slug: string,
  form: WalkInForm,
  stamp: WalkInStamp,
): Promise<Result<WalkedIn>> {
  return send(
    api.POST('/api/v1/events/{event}/walk-ins/', {
      params: { path: { event: slug } },
      body: walkInBody(form, stamp),
    }),
  )
}

export function walkInBody(form: WalkInForm, stamp: WalkInStamp): WalkInRequest {
  const [email, pass] = [form.email.trim(), form.pass_type]
  return {
    name: form.name.trim(),
    company: form.company.trim(),
    note: form.note.trim(),
    ...(email === '' ? {} : { email }),
    ...(pass === null ? {} : { pass_type: pass }),
    ...stamp,
  }
}
