/** What the fleet list says of a device. */
import { t, type Phrase } from '@/i18n/t'
import type { Device, Gate } from '@/api/types'
import { formatAgo } from '@/format/time'

export type DevicePhase = 'off' | 'unpaired' | 'online' | 'away'

export function phaseOf(device: Device): DevicePhase {
  if (device.revoked_at !== null) return 'off'
  if (!device.paired) return 'unpaired'
  return device.online ? 'online' : 'away'
}

export const KIND_WORDS: Record<Device['kind'], Phrase> = { scanner: 'Scanner', kiosk: 'Display' }

export function stateWords(device: Device, now: number): string {
  const seen = device.last_seen === null ? null : (now - Date.parse(device.last_seen)) / 1000
  switch (phaseOf(device)) {
    case 'off':
      return t('Switched off')
    case 'unpaired':
      return t('Not paired yet')
    case 'online':
      return t('Online')
    case 'away':
      return seen === null ? t('Paired, not seen yet') : t('Last seen {time} ago', { time: formatAgo(seen) })
  }
}

/** Its own gate first, then the others that it may use. */
export function gateWords(device: Device, gates: readonly Gate[]): string {
  if (device.kind === 'kiosk') return '–'
  const nameOf = (id: number) => gates.find((gate) => gate.id === id)?.name ?? t('unknown gate')
  const own = device.gate === null ? [] : [nameOf(device.gate)]
  const others = device.gates.filter((id) => id !== device.gate).map(nameOf)
  if (device.gates.length === 0)
    return own[0] === undefined ? t('Any gate') : t('{gate}, or any', { gate: own[0] })
  return [...own, ...others].join(t(', |between names'))
}

/** A clock that is off by less than this says nothing: so much the network may take. */
const CLOCK_NOISE_MS = 2_000

/** The offset is what the device adds to its clock: a positive one means that the clock is behind. */
export function clockWords(offsetMs: number | null): string {
  if (offsetMs === null) return '–'
  if (Math.abs(offsetMs) < CLOCK_NOISE_MS) return t('right|of a clock')
  const time = formatAgo(Math.abs(offsetMs) / 1000)
  return offsetMs > 0 ? t('{time} slow', { time }) : t('{time} fast', { time })
}
