/** How a door stands, for tests; each takes what it cares about. */
import type { DoorState } from '@/door/types'

export function doorState(part: Partial<DoorState> = {}): DoorState {
  return {
    slug: 'expo',
    event: {
      slug: 'expo',
      name: 'Expo',
      venue: '',
      timezone: 'Europe/Berlin',
      starts_at: '2025-11-20T07:00:00Z',
      ends_at: '2025-11-20T18:00:00Z',
      capacity: null,
      requires_confirmation: false,
      strict_doors: false,
      closed: false,
      archived: false,
    },
    gates: [{ id: 1, name: 'Main entrance', area: 1 }],
    areas: [],
    passTypes: [],
    device: null,
    gate: 1,
    direction: 'entry',
    scans: [],
    waiting: 0,
    unsettled: 0,
    isSending: false,
    isSignedOut: false,
    isOutside: false,
    off: null,
    heldForOthers: 0,
    isOnline: true,
    lastContact: Date.parse('2025-11-20T09:00:00Z'),
    roster: { state: 'ready', size: 10, total: 10, at: Date.parse('2025-11-20T08:12:00Z') },
    storage: 'ok',
    persisted: null,
    ...part,
  }
}
