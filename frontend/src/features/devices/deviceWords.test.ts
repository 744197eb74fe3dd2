import { expect, test } from 'vitest'

import { device } from '@/testing/samples'

import { clockWords, gateWords, phaseOf, stateWords } from './deviceWords'
import { displayLink } from './displayLink'
import { heldScan } from './quarantine'

const NOW = Date.parse('2025-11-20T09:00:00Z')
const gates = [
  { id: 1, name: 'Main', area: 1 },
  { id: 2, name: 'Lounge', area: 2 },
]

test('a device is switched off before it is anything else', () => {
  expect(phaseOf(device({ revoked_at: '2025-11-20T08:00:00Z', online: true }))).toBe('off')
  expect(phaseOf(device({ paired: false }))).toBe('unpaired')
  expect(phaseOf(device({ online: true }))).toBe('online')
  expect(phaseOf(device({ online: false }))).toBe('away')
})

test('a device that is away says since when', () => {
  expect(stateWords(device({ last_seen: '2025-11-20T08:48:00Z' }), NOW)).toBe('Last seen 12 min ago')
  expect(stateWords(device({ last_seen: null }), NOW)).toBe('Paired, not seen yet')
})

test('its gates: its own first, any where none are listed', () => {
  expect(gateWords(device({ gate: null, gates: [] }), gates)).toBe('Any gate')
  expect(gateWords(device({ gate: 2, gates: [] }), gates)).toBe('Lounge, or any')
  expect(gateWords(device({ gate: 2, gates: [1, 2] }), gates)).toBe('Lounge, Main')
  expect(gateWords(device({ kind: 'kiosk' }), gates)).toBe('–')
})

test.each([
  [null, '–'],
  [1_400, 'right'],
  [-1_400, 'right'],
  [75_000, '1 min slow'],
  [-3_600_000, '1 h fast'],
])('a clock offset of %j ms reads %s', (offset, words) => {
  expect(clockWords(offset)).toBe(words)
})

test('a held scan is shown as far as it can be read', () => {
  expect(heldScan({ code: 'A', gate: 1, direction: 'exit', scanned_at: '2025-11-20T09:00:00Z' })).toEqual({
    code: 'A',
    gate: 1,
    isExit: true,
    scannedAt: '2025-11-20T09:00:00Z',
  })
  expect(heldScan(null)).toEqual({ code: '', gate: null, isExit: false, scannedAt: null })
})

test('the address of a display names the event only where no device does', () => {
  const link = { view: 'areas', theme: 'light', speaks: 'browser' } as const
  expect(displayLink(link, 'https://in.example')).toBe('https://in.example/k/?view=areas&theme=light')
  expect(displayLink({ ...link, slug: 'expo' }, '')).toBe('/k/?event=expo&view=areas&theme=light')
  expect(displayLink({ ...link, speaks: 'zh-Hant' }, '')).toBe('/k/?view=areas&theme=light&lang=zh-Hant')
})
