import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Event } from '@/api/types'
import type { Failure } from '@/http/result'
import { FakeWebSocket } from '@/testing/FakeWebSocket'
import { counts } from '@/testing/samples'

import type { KioskAddress } from './address'
import { Healer } from './healer'
import { keepNumbers, readKept } from './keptNumbers'
import { KioskBoundary } from './KioskBoundary'
import { KioskPage } from './KioskPage'
import { loadKiosk } from './loadKiosk'

vi.mock('./loadKiosk', () => ({ loadKiosk: vi.fn() }))
vi.mock('@/live/requestCounts', () => ({
  requestCounts: () => Promise.resolve({ ok: false, failure: { kind: 'network', detail: '' } }),
}))

const NOW = Date.parse('2025-11-20T09:00:00Z')
const event = { slug: 'expo', name: 'Expo', venue: 'Hall 2', timezone: 'UTC' } as Event
const address: KioskAddress = { slug: null, view: 'total', theme: 'dark' }
const people = { total: 90, registered: 40, confirmed: 0, checked_in: 42, cancelled: 1, expected: 89 }
const offline: Failure = { kind: 'network', detail: 'The server cannot be reached.' }

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.stubGlobal('WebSocket', FakeWebSocket)
  FakeWebSocket.all = []
  localStorage.clear()
  sessionStorage.clear()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function show(of: KioskAddress = address): Promise<Healer> {
  const healer = new Healer({ reload: vi.fn() })
  await act(async () => {
    render(<KioskPage address={of} healer={healer} />)
    await vi.advanceTimersByTimeAsync(0)
  })
  return healer
}

const answers = (failure?: Failure) =>
  vi
    .mocked(loadKiosk)
    .mockResolvedValue(failure ? { ok: false, failure } : { ok: true, value: { event, device: null } })

const keep = () =>
  keepNumbers(null, { event, device: null, counts: counts({ people }), heardAt: NOW - 60_000 })
function say(frame: unknown): void {
  act(() => {
    FakeWebSocket.last.open()
    FakeWebSocket.last.says(frame)
  })
}

test('before anything is known it shows a dash and no zero', async () => {
  answers()
  await show()
  expect(screen.getByRole('main').textContent).toContain('–checked in of –')
  expect(screen.getByText('Connecting')).toBeDefined()
})

test('without its server it goes on with the last numbers, and says since when', async () => {
  keep()
  answers(offline)
  await show()
  expect(screen.getByText('42')).toBeDefined()
  expect(screen.getByText('Last update 08:59, reconnecting')).toBeDefined()
  expect(screen.getByRole('main').className).toContain('kiosk-old')
})

test('what the server says takes the place of kept numbers, even where it is less', async () => {
  keep()
  answers()
  await show()
  say({ type: 'counts', counts: counts({ revision: 0, people: { ...people, checked_in: 3 } }) })
  expect(screen.getByText('3')).toBeDefined()
  expect(screen.getByText('Live')).toBeDefined()
  expect(screen.getByRole('main').className).not.toContain('kiosk-old')
})

test('numbers on show are kept within seconds', async () => {
  answers()
  await show()
  say({ type: 'counts', counts: counts({ people }) })
  await act(() => vi.advanceTimersByTimeAsync(5_000))
  expect(readKept(null)).toMatchObject({ heardAt: NOW, counts: { people: { checked_in: 42 } } })
})

test('a display that was switched off forgets them, and waits for nothing', async () => {
  keep()
  answers({
    kind: 'problem',
    problem: { title: 'No', status: 401, code: 'device_revoked', detail: '' },
    retryAfterMs: null,
  })
  await show()
  expect(screen.getByText('This display was switched off')).toBeDefined()
  expect(readKept(null)).toBeNull()
})

test('kept numbers that are no use are passed over', async () => {
  localStorage.setItem('headcount.kiosk.numbers', '{"event": {}}')
  answers(offline)
  await show()
  expect(screen.getByText('The server cannot be reached.')).toBeDefined()
})

test('Ctrl+Shift+K says how it is doing, and again puts it away', async () => {
  answers()
  await show()
  const press = () => {
    act(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyK', ctrlKey: true, shiftKey: true }))
    })
  }
  press()
  expect(screen.getByLabelText('Diagnostics').textContent).toContain('Running since')
  press()
  expect(screen.queryByLabelText('Diagnostics')).toBeNull()
})

test('a page that fails says so and is reloaded', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const healer = new Healer({ reload: vi.fn() })
  const Broken = () => {
    throw new Error('no such field')
  }
  render(
    <KioskBoundary healer={healer}>
      <Broken />
    </KioskBoundary>,
  )
  expect(screen.getByText('This display starts again')).toBeDefined()
  expect(healer.report()).toMatchObject({ planned: 'error', error: 'Error: no such field' })
})
