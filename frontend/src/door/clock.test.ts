/** A clock that is wrong, or set while the door is open: the order of things stays what it was. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { clearBench, NINE, opened, pass, scanOf, setBench, settle } from '@/testing/doorBench'
import { DoorServer } from '@/testing/doorServer'

import { Contact } from './contact'
import type { DoorDesk } from './desk'

const HOUR = 3_600_000
let server: DoorServer
let desk: DoorDesk | null

beforeEach(() => {
  setBench()
  desk = null
  server = new DoorServer()
  server.guest(1)
})

afterEach(() => {
  desk?.stop()
  clearBench()
})

/** The server is ahead of this device by so much. */
function serverAhead(ms: number): void {
  const page = server.page.bind(server)
  vi.spyOn(server, 'page').mockImplementation((since) => ({
    ...page(since),
    as_of: new Date(Date.now() + ms).toISOString(),
  }))
}

test('the server’s time is known from the roster, and after a reload without a network', async () => {
  serverAhead(HOUR)
  desk = await opened(server)
  await pass(31_000)
  expect(Math.abs(desk.now() - Date.now() - HOUR)).toBeLessThan(1_000)
  desk.stop()
  await settle()
  server.fate = 'lost'
  desk = await opened(server)
  expect(Math.abs(desk.now() - Date.now() - HOUR)).toBeLessThan(1_000)
})

test('own scans count in their order, though the clock was set back between them', async () => {
  desk = await opened(server)
  server.fate = 'lost'
  await pass(31_000)
  desk.submit({ registrant: 1 })
  await settle()
  vi.setSystemTime(NINE - HOUR)
  desk.choose({ direction: 'exit' })
  const out = desk.submit({ registrant: 1 })
  await settle()
  expect(scanOf(desk, out.key).local?.outcome).toBe('exited')
  expect(desk.person(1)?.presences).toMatchObject([{ inside: false }])
})

test('what was answered before the clock was set back is not newer than every later roster', async () => {
  desk = await opened(server)
  desk.submit({ registrant: 1 })
  await settle()
  vi.setSystemTime(NINE - HOUR)
  server.change(1, { status: 'cancelled', presences: new Map() })
  desk.hurry()
  await pass(2_000)
  expect(desk.person(1)).toMatchObject({ status: 'cancelled', presences: [] })
})

test('a clock that is set back does not hide that the server falls silent', () => {
  const contact = new Contact()
  const ran = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  contact.heard()
  vi.setSystemTime(NINE - HOUR)
  expect(contact.isOnline).toBe(true)
  ran.mockReturnValue(17_000)
  expect(contact.isOnline).toBe(false)
  contact.heard()
  expect(contact.isOnline).toBe(true)
  expect(contact.heardAt).toBe(NINE - HOUR)
})
