import { expect, test } from 'vitest'

import { doorState } from '@/testing/doorState'
import { deskScan } from '@/testing/scans'

import { pillOf } from './pill'

const NOW = Date.parse('2025-11-20T09:00:00Z')

function text(part: Parameters<typeof doorState>[0], now = NOW): string {
  return pillOf(doorState(part), now, now).text
}

const sent = (secondsAgo: number) =>
  deskScan('a', { state: 'sending', scannedAt: new Date(NOW - secondsAgo * 1000).toISOString() })

test('a door that hears the server is live, also while one scan is on its way', () => {
  expect(text({})).toBe('Live')
  expect(text({ waiting: 1, isSending: true, scans: [sent(1)] })).toBe('Live')
})

test('an answer that takes long is said, and so is a server that is silent', () => {
  expect(text({ waiting: 1, scans: [sent(4.2)] })).toBe('Slow 4 s')
  expect(text({}, NOW + 13_000)).toBe('Slow 13 s')
})

test('what waits is counted', () => {
  expect(text({ isOnline: false, waiting: 12 })).toBe('Offline 12 waiting')
  expect(text({ isOnline: false })).toBe('Offline')
  expect(text({ waiting: 12, isSending: true })).toBe('Sending 12…')
  const again = deskScan('a', { state: 'waiting', tries: 1 })
  expect(text({ waiting: 1, scans: [again] })).toBe('Sending 1…')
  expect(text({ waiting: 12, isSignedOut: true })).toBe('Sign in to send 12')
})

test('without a connection nobody is asked to sign in', () => {
  expect(text({ waiting: 12, isSignedOut: true, isOnline: false })).toBe('Offline 12 waiting')
})
