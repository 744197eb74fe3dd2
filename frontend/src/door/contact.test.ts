/** Whether the server can be reached, and what is done when it is heard. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { clearBench, openedAwhile, pass, serverOf, setBench, settle } from '@/testing/doorBench'
import { DoorServer } from '@/testing/doorServer'
import { FakeWebSocket } from '@/testing/FakeWebSocket'

let server: DoorServer

beforeEach(() => {
  setBench()
  server = serverOf(5)
})

afterEach(() => clearBench())

describe('whether there is a network', () => {
  test('is known from frames and answers, and not believed for longer than fifteen seconds', async () => {
    const desk = await openedAwhile(server)
    expect(desk.state().isOnline).toBe(true)
    server.fate = 'lost'
    await pass(14_000)
    expect(desk.state().isOnline).toBe(true)
    await pass(3_000)
    expect(desk.state().isOnline).toBe(false)
    FakeWebSocket.last.open()
    FakeWebSocket.last.says({ type: 'heartbeat', at: new Date(Date.now()).toISOString(), revision: 1 })
    await settle()
    expect(desk.state().isOnline).toBe(true)
  })

  test('is doubted as soon as a request gets no answer', async () => {
    const desk = await openedAwhile(server)
    server.fate = 'lost'
    desk.submit({ code: 'CODE1' })
    await settle()
    expect(desk.state().isOnline).toBe(false)
  })

  test('when the server is heard again, what waits goes out at once', async () => {
    const desk = await openedAwhile(server)
    server.fate = 'lost'
    desk.submit({ code: 'CODE1' })
    await pass(60_000)
    server.fate = 'answered'
    FakeWebSocket.last.open()
    FakeWebSocket.last.says({ type: 'heartbeat', at: new Date(Date.now()).toISOString(), revision: 1 })
    await settle()
    expect(desk.state()).toMatchObject({ waiting: 0, isOnline: true })
  })
})

test('news of the event fetch the changes of the roster within a second', async () => {
  const desk = await openedAwhile(server)
  const counts = (revision: number) => ({
    type: 'counts',
    counts: {
      ...{ event: 'expo', revision, as_of: new Date().toISOString(), capacity: null },
      ...{ people: {}, inside: 0, scans: {}, pass_types: [], areas: [], gates: [], arrivals: {} },
    },
  })
  FakeWebSocket.last.open()
  FakeWebSocket.last.says(counts(server.revision))
  await settle()
  server.change(1, { name: 'Mara Lindqvist' })
  FakeWebSocket.last.says(counts(server.revision))
  await pass(1_000)
  expect(desk.person(1)?.name).toBe('Mara Lindqvist')
})
