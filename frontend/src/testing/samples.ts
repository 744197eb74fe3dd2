/** Ready-made API answers for tests; each takes what a test cares about. */
import type { Activity, Counts, Device, GatesNow, Registrant, ScanAnswer, StatusChange } from '@/api/types'

export function counts(part: Partial<Counts> = {}): Counts {
  return {
    event: 'expo',
    revision: 1,
    as_of: '2025-11-20T09:00:00Z',
    capacity: 500,
    people: { total: 10, registered: 4, confirmed: 2, checked_in: 3, cancelled: 1, expected: 9 },
    inside: 3,
    scans: { admitted: 3, exited: 0, refused: 0 },
    pass_types: [],
    areas: [],
    gates: [],
    arrivals: { last_1m: 1, last_5m: 2, last_15m: 3 },
    ...part,
  }
}

export function activity(id: number, part: Partial<Activity> = {}): Activity {
  return {
    id,
    at: '2025-11-20T09:00:00Z',
    revision: id,
    registrant: { id: 7, name: 'Mara Lindqvist', company: 'Nordwind' },
    from: 'registered',
    to: 'checked_in',
    gate: 'Main entrance',
    by: 'Ada',
    ...part,
  }
}

export function scanAnswer(part: Partial<ScanAnswer> = {}): ScanAnswer {
  return {
    id: 81,
    idempotency_key: '5b7d5f0e-3f0a-4a0e-9e57-0d4b6a3c1f11',
    outcome: 'admitted',
    reason: null,
    message: '',
    registrant: {
      id: 7,
      name: 'Mara Lindqvist',
      company: 'Nordwind',
      pass_type: { id: 1, name: 'Speaker', colour: '#0072b2' },
      status: 'checked_in',
      checked_in_at: '2025-11-20T09:00:00Z',
    },
    previous: null,
    gate: { id: 1, name: 'Main entrance' },
    direction: 'entry',
    overridable: false,
    overridden: false,
    scanned_at: '2025-11-20T09:00:00Z',
    recorded_at: '2025-11-20T09:00:00Z',
    replayed: false,
    ...part,
  }
}

export function registrant(id: number, part: Partial<Registrant> = {}): Registrant {
  return {
    id,
    name: `Person ${String(id)}`,
    email: `p${String(id)}@example.org`,
    company: 'Nordwind',
    pass_type: { id: 1, name: 'General', colour: '#0072b2' },
    status: 'registered',
    code: `CODE${String(id)}`,
    external_id: '',
    registered_at: '2025-11-01T09:00:00Z',
    checked_in_at: null,
    checked_in_gate: null,
    changed_at: '2025-11-01T09:00:00Z',
    note: '',
    attention: false,
    order_ref: '',
    ...part,
  }
}

export function statusChange(id: number, part: Partial<StatusChange> = {}): StatusChange {
  return {
    id,
    at: '2025-11-20T09:00:00Z',
    from: null,
    to: 'registered',
    from_pass_type: null,
    to_pass_type: 'General',
    by: 'Ada',
    gate: null,
    device: null,
    reason: '',
    scan: null,
    ...part,
  }
}

export function device(part: Partial<Device> = {}): Device {
  return {
    id: 5,
    kind: 'scanner',
    name: 'North door',
    gate: null,
    gates: [],
    created_at: '2025-11-19T09:00:00Z',
    valid_until: '2025-11-21T18:00:00Z',
    revoked_at: null,
    paired: true,
    paired_at: '2026-05-01T08:00:00Z',
    online: false,
    last_seen: '2025-11-20T08:59:30Z',
    app_version: '0.1.0',
    waiting: 0,
    clock_offset_ms: 0,
    battery: null,
    ...part,
  }
}

export function gatesNow(part: Partial<GatesNow> = {}): GatesNow {
  return { as_of: '2025-11-20T09:00:00Z', minutes: 5, gates: [], twice: [], ...part }
}
