/** Scans as a door shows them, and how it stands, for tests of verdicts. */
import type { RefusalReason, ScanAnswer } from '@/api/types'
import type { DeskScan, Person } from '@/door/types'
import { person as somebody } from '@/testing/people'
import { scanAnswer } from '@/testing/samples'
import { deskScan as deskScanOf, localVerdict } from '@/testing/scans'
import type { Standing } from '@/verdict/verdict'

export const ONLINE: Standing = {
  zone: 'Europe/Berlin',
  isOnline: true,
  isStrict: false,
}

export const OFFLINE: Standing = { ...ONLINE, isOnline: false }

export const deskScan = (part: Partial<DeskScan> = {}) =>
  deskScanOf('5b7d5f0e-3f0a-4a0e-9e57-0d4b6a3c1f11', { code: 'ABC123', state: 'sending', ...part })

export const person = (part: Partial<Person> = {}) =>
  somebody(7, {
    name: 'Mara Lindqvist',
    passType: { id: 1, name: 'Speaker', colour: '#0072b2' },
    ...part,
  })

export const answered = (part: Partial<ScanAnswer> = {}, rest: Partial<DeskScan> = {}): DeskScan =>
  deskScan({ state: 'answered', answer: scanAnswer(part), ...rest })

export const decided = (
  part: Parameters<typeof localVerdict>[0] = {},
  rest: Partial<DeskScan> = {},
): DeskScan => deskScan({ local: localVerdict(part), person: person(), ...rest })

export const previous = {
  at: '2025-11-20T09:12:00Z',
  gate: 'Main entrance',
  by: 'Ada',
  seconds_ago: 240,
  same_device: false,
}

/** With the kind of verdict and the colour that each stands for. */
export const REASONS: [RefusalReason, string, string][] = [
  ['unknown_code', 'unknown', 'red'],
  ['cancelled', 'refused', 'red'],
  ['not_confirmed', 'refused', 'red'],
  ['retired_code', 'refused', 'red'],
  ['wrong_pass', 'refused', 'red'],
  ['already_inside', 'duplicate', 'amber'],
  ['already_used', 'duplicate', 'amber'],
  ['not_inside', 'refused', 'red'],
  ['area_full', 'refused', 'red'],
  ['event_closed', 'refused', 'red'],
]
