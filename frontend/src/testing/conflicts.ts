import type { Conflict } from '@/api/types'

/** A ready-made conflict: two gates let the same person in. */
export function conflict(id: number, part: Partial<Conflict> = {}): Conflict {
  return {
    id,
    created_at: '2025-11-20T09:43:00Z',
    reason: 'already_inside',
    registrant: {
      id: 7,
      name: 'Mara Lindqvist',
      company: 'Nordwind',
      pass_type: { id: 1, name: 'Speaker', colour: '#0072b2' },
    },
    area: { id: 1, name: 'Hall' },
    first: { at: '2025-11-20T09:41:00Z', gate: { id: 1, name: 'Main entrance' }, by: 'Kim' },
    second: {
      at: '2025-11-20T09:42:00Z',
      gate: { id: 2, name: 'North door' },
      by: 'Scanner 2',
      override_reason: '',
    },
    outcome: '',
    note: '',
    decided_at: null,
    decided_by: '',
    ...part,
  }
}
