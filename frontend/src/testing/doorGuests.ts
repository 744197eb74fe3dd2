/** Whom the server of the door's tests knows, as its lists and its answers have them. */
import type { ScanAnswer, Status } from '@/api/types'
import { codeHash, formatHash } from '@/door/code'
import type { PersonRow, PresenceRow } from '@/door/wire'

export interface Guest {
  id: number
  name: string
  company: string
  code: string
  retired: string[]
  status: Status
  before: Status
  order: string
  attention: 0 | 1
  note: string
  presences: Map<number, PresenceRow>
  revision: number
}

/** A guest's line in a list whose codes are hashed with this salt. */
export function rowOf(guest: Guest, salt: string): PersonRow {
  const hash = (code: string) => formatHash(codeHash(salt, code))
  const { id, name, company, status, order, attention, note } = guest
  const hashes = [hash(guest.code)]
  const retired = guest.retired.map(hash)
  const presences = [...guest.presences.values()]
  return [id, name, company, 1, status, order, attention, note, hashes, retired, presences]
}

export function shownGuest({ id, name, company, status }: Guest): NonNullable<ScanAnswer['registrant']> {
  const passType = { id: 1, name: 'General', colour: '#0072b2' }
  return { id, name, company, pass_type: passType, status, checked_in_at: null }
}
