/** A door opens from the network, else from what is stored, and shows nobody what was another’s. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

import {
  clearBench,
  countStored,
  done,
  KIM,
  NINE,
  openedAwhile,
  pass,
  scanOf,
  serverOf,
  setBench,
  settle,
  until,
  usedBefore,
} from '@/testing/doorBench'
import { DoorServer, refusal } from '@/testing/doorServer'

import { openDoor } from './openDoor'

let server: DoorServer

beforeEach(() => {
  setBench()
  server = serverOf(5)
})

afterEach(() => clearBench())

describe('without a network', () => {
  test('a door opens from what is stored, and decides', async () => {
    await usedBefore(server)
    server.fate = 'lost'
    const desk = await openedAwhile(server)
    expect(desk.state()).toMatchObject({
      event: { name: 'Expo' },
      gates: [{ id: 1 }],
      gate: 1,
      direction: 'exit',
      isOnline: false,
      roster: { state: 'ready', size: 5 },
    })
    desk.choose({ direction: 'entry' })
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'waiting', local: { outcome: 'admitted' } })
    server.fate = 'answered'
    await pass(31_000)
    expect(scanOf(desk, key).state).toBe('answered')
    expect(desk.state().isOnline).toBe(true)
  })

  test('a door that was never open here does not open', async () => {
    server.fate = 'lost'
    expect(await done(openDoor('expo', { network: server }))).toMatchObject({
      ok: false,
      failure: { kind: 'network' },
    })
  })

  test('a server that says nothing is waited for a moment only, and heard when it speaks', async () => {
    await usedBefore(server)
    let speak: (() => void) | undefined
    const silence = new Promise<void>((resolve) => (speak = resolve))
    const request = server.requestEvent
    vi.spyOn(server, 'requestEvent').mockImplementation(async () => {
      await silence
      return request()
    })
    const desk = await done(openDoor('expo', { network: server }))
    if (!desk.ok) throw new Error('It did not open')
    onTestFinished(() => desk.value.stop())
    expect(Date.now() - NINE).toBeLessThan(10_000)
    server.event = { ...server.event, name: 'Expo, day two' }
    speak?.()
    await until(() => desk.value.state().event.name === 'Expo, day two')
  })

  test('a server that is broken is no reason to close the door', async () => {
    await usedBefore(server)
    server.fate = refusal(503, 'database_unavailable')
    const desk = await openedAwhile(server)
    expect(desk.state().roster.state).toBe('ready')
  })
})

describe('with a network', () => {
  test('whoever is refused stays outside, whatever is stored', async () => {
    await usedBefore(server)
    server.fate = refusal(404, 'not_found')
    expect(await done(openDoor('expo', { network: server }))).toMatchObject({ ok: false })
    server.fate = 'answered'
    server.user = null
    expect(await done(openDoor('expo', { network: server }))).toMatchObject({
      ok: false,
      failure: { problem: { status: 401 } },
    })
  })

  test('another user finds nothing of the last one’s list, and gets their own', async () => {
    await usedBefore(server)
    expect(await countStored('chunks')).toBe(1)
    server.user = KIM
    const asks = server.rosterAsks.length
    const desk = await openedAwhile(server)
    expect(server.rosterAsks[asks]).toBeNull()
    expect(desk.state()).toMatchObject({ heldForOthers: 0, roster: { state: 'ready' } })
  })

  test('another user who signed in while the network was away is found out before anything is sent', async () => {
    await usedBefore(server)
    server.fate = 'lost'
    const desk = await openedAwhile(server)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    server.user = KIM
    server.fate = 'answered'
    await pass(31_000)
    expect(server.arrived).toEqual([])
    expect(scanOf(desk, key).state).toBe('signed_out')
    expect(desk.state().roster.state).toBe('none')
    expect(await countStored('chunks')).toBe(0)
    expect(await countStored('queue')).toBe(1)
  })
})

test('a list goes two days after its event', async () => {
  await usedBefore(server)
  vi.setSystemTime(Date.parse(server.event.ends_at) + 49 * 3_600_000)
  server.fate = 'lost'
  expect(await done(openDoor('expo', { network: server }))).toMatchObject({ ok: false })
  expect([await countStored('chunks'), await countStored('doors')]).toEqual([0, 0])
})

test('a door that is in use after its event opens without a network too', async () => {
  vi.setSystemTime(Date.parse(server.event.ends_at) + 90 * 86_400_000)
  await usedBefore(server)
  server.fate = 'lost'
  expect(await done(openDoor('expo', { network: server }))).toMatchObject({ ok: true })
})
