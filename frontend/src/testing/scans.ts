import type { DeskScan, LocalVerdict } from '@/door/types'

/** A scan as the desk shows it. */
export function deskScan(key: string, part: Partial<DeskScan> = {}): DeskScan {
  return {
    key,
    code: 'CODE-1',
    registrant: null,
    gate: 1,
    direction: 'entry',
    override: null,
    scannedAt: '2025-11-20T09:00:00Z',
    state: 'answered',
    tries: 1,
    person: null,
    local: null,
    answer: null,
    failure: null,
    storageFailed: false,
    undo: null,
    ...part,
  }
}

/** What a device decides of somebody who is expected. */
export function localVerdict(part: Partial<LocalVerdict> = {}): LocalVerdict {
  return {
    outcome: 'admitted',
    reason: null,
    overridable: false,
    overridden: false,
    previous: null,
    rosterAt: Date.parse('2025-11-20T08:59:00Z'),
    ...part,
  }
}
