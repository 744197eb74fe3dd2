/** The one line that says how the door stands with the server. */
import { t } from '@/i18n/t'
import type { DeskScan, DoorState } from '@/door/types'
import { formatCount } from '@/format/number'

export interface Pill {
  kind: 'live' | 'slow' | 'offline' | 'sending' | 'signed_out'
  text: string
}

/** An answer that takes longer than this is worth a word. */
const SLOW_MS = 2_000
/** The server speaks every ten seconds; after fifteen without a word the door calls itself offline. */
const SILENT_MS = 12_000

/** `now` is this device's clock, `serverNow` the server's. */
export function pillOf(state: DoorState, now: number, serverNow: number): Pill {
  const waiting = formatCount(state.waiting)
  const hasWaiting = state.waiting > 0
  if (!state.isOnline)
    return {
      kind: 'offline',
      text: hasWaiting ? t('Offline {count} waiting', { count: waiting }) : t('Offline'),
    }
  if (state.isSignedOut) {
    return {
      kind: 'signed_out',
      text: hasWaiting ? t('Sign in to send {count}', { count: waiting }) : t('Sign in'),
    }
  }
  // A lone scan is answered before anybody could read that it is being sent, unless it has to be sent again.
  if (state.waiting > 1 || (hasWaiting && isAgain(state)))
    return { kind: 'sending', text: t('Sending {count}…', { count: waiting }) }
  const slow = Math.max(waitedMs(state, serverNow), silentMs(state, now))
  if (slow > 0) return { kind: 'slow', text: t('Slow {count} s', { count: Math.floor(slow / 1000) }) }
  return { kind: 'live', text: t('Live') }
}

function isUnderWay({ state }: DeskScan): boolean {
  return state === 'waiting' || state === 'sending'
}

function isAgain({ scans }: DoorState): boolean {
  const { tries = 0, state } = scans.findLast(isUnderWay) ?? {}
  return tries > 1 || (tries === 1 && state === 'waiting')
}

function waitedMs({ scans, waiting }: DoorState, serverNow: number): number {
  if (waiting === 0) return 0
  const oldest = scans.findLast(isUnderWay)
  const waited = oldest === undefined ? 0 : serverNow - Date.parse(oldest.scannedAt)
  return waited >= SLOW_MS ? waited : 0
}

function silentMs({ lastContact }: DoorState, now: number): number {
  const silent = lastContact === null ? 0 : now - lastContact
  return silent >= SILENT_MS ? silent : 0
}
