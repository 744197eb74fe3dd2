/** What is known here is decided here, by what the event says, stored, and then sent. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
  answersTake,
  clearBench,
  goOffline,
  goOnline,
  NINE,
  opened,
  pass,
  scanOf,
  setBench,
  settle,
} from '@/testing/doorBench'
import { DoorServer } from '@/testing/doorServer'

import type { DoorDesk } from './desk'

let server: DoorServer
let desk: DoorDesk

beforeEach(() => {
  setBench()
  server = new DoorServer()
  server.guest(1, { name: 'Mara Lindqvist', order: 'A-1' })
  server.guest(2, { name: 'Jonas Okafor', order: 'A-1', status: 'cancelled' })
})

afterEach(() => clearBench())

describe('a known code', () => {
  test('is told to everybody, though somebody has looked at it already', async () => {
    desk = await opened(server)
    const heard: unknown[] = []
    desk.subscribe(() => heard.push(desk.state().scans[0]?.state))
    desk.submit({ code: 'CODE1' })
    desk.state()
    await Promise.resolve()
    expect(heard).toEqual(['saving'])
  })

  test('is decided here, stored, and then sent', async () => {
    desk = await opened(server)
    const scan = desk.submit({ code: ' code1 ' })
    expect(scan).toMatchObject({ state: 'saving', local: null })
    expect(server.arrived).toEqual([])
    await settle()
    expect(scanOf(desk, scan.key)).toMatchObject({
      state: 'answered',
      local: { outcome: 'admitted', previous: null },
      answer: { outcome: 'admitted' },
      person: { name: 'Mara Lindqvist', status: 'registered' },
    })
    expect(server.arrived[0]).toMatchObject({
      code: 'code1',
      decided: 'admitted',
      idempotency_key: scan.key,
    })
    expect(server.arrived[0]?.scanned_at).toBe(new Date(NINE).toISOString())
  })

  test('shows its verdict before the server has answered', async () => {
    answersTake(server, 3_000)
    desk = await opened(server)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({
      state: 'sending',
      local: { outcome: 'admitted' },
      answer: null,
    })
    await pass(3_000)
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', answer: { outcome: 'admitted' } })
  })

  test('is a duplicate the second time, and says when, where and by whom', async () => {
    answersTake(server, 60_000)
    desk = await opened(server)
    desk.submit({ code: 'CODE1' })
    await pass(4_000)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key).local).toMatchObject({
      outcome: 'refused',
      reason: 'already_inside',
      previous: { gate: 'Main entrance', by: 'Ada', secondsAgo: 4, sameDevice: true },
    })
  })

  test('that another door let in is a duplicate as soon as the roster says so', async () => {
    desk = await opened(server)
    server.change(1, {
      status: 'checked_in',
      presences: new Map([[1, [1, 1, '2025-11-20T08:59:00Z', 1, 'Kim']]]),
    })
    await pass(31_000)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key).local).toMatchObject({
      reason: 'already_inside',
      previous: { by: 'Kim', secondsAgo: 91, sameDevice: false },
    })
  })

  test('goes out with others in one request when the network is back, in order and with its own time', async () => {
    for (let id = 3; id <= 7; id++) server.guest(id)
    desk = await opened(server)
    await goOffline(server, desk)
    const keys: string[] = []
    for (let id = 3; id <= 7; id++) {
      keys.push(desk.submit({ code: `CODE${String(id)}` }).key)
      await pass(1_000)
    }
    expect(desk.state().waiting).toBe(5)
    expect(desk.state().scans.map(({ local }) => local?.outcome)).toEqual(Array(5).fill('admitted'))
    await goOnline(server, desk)
    expect(desk.state().waiting).toBe(0)
    expect(server.arrived.map((scan) => scan.idempotency_key)).toEqual(keys)
    expect(server.arrived.map((scan) => Date.parse(scan.scanned_at ?? ''))).toEqual(
      [0, 1, 2, 3, 4].map((second) => NINE + 31_000 + second * 1000),
    )
    expect(server.batches.at(-1)).toBe(5)
  })

  test('that the server refuses after all is contradicted, with both verdicts', async () => {
    desk = await opened(server)
    server.change(1, { status: 'cancelled' })
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({
      local: { outcome: 'admitted' },
      answer: { outcome: 'refused', reason: 'cancelled' },
    })
    expect([...server.conflicts]).toEqual([key])
  })
})

describe('what the event says', () => {
  test('comes with every roster: a closed event lets nobody in', async () => {
    desk = await opened(server)
    server.event = { ...server.event, closed: true }
    await pass(31_000)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key).local?.reason).toBe('event_closed')
  })

  test('a full area is full here too, with those let in here counted', async () => {
    server.areas = [{ id: 1, name: 'Venue', capacity: 2, reentry: true, pass_types: [], inside: 0 }]
    for (let id = 3; id <= 5; id++) server.guest(id)
    desk = await opened(server)
    await goOffline(server, desk)
    const keys = [3, 4, 5].map((id) => desk.submit({ code: `CODE${String(id)}` }).key)
    await settle()
    expect(keys.map((key) => scanOf(desk, key).local?.reason ?? null)).toEqual([null, null, 'area_full'])
    await goOnline(server, desk)
    expect(keys.map((key) => scanOf(desk, key).answer?.reason ?? null)).toEqual([null, null, 'area_full'])
  })

  test('a pass opens only its areas', async () => {
    server.areas = [{ id: 1, name: 'Lounge', capacity: null, reentry: true, pass_types: [2], inside: 0 }]
    desk = await opened(server)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key).local?.reason).toBe('wrong_pass')
  })

  test('a gate that is gone has to be chosen again; what was scanned there fails and stays to be seen', async () => {
    desk = await opened(server)
    await goOffline(server, desk)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    server.gates = [{ id: 7, name: 'North', area: 1 }]
    await goOnline(server, desk)
    expect(scanOf(desk, key)).toMatchObject({ state: 'failed', local: { outcome: 'admitted' } })
    expect(desk.state()).toMatchObject({ gate: null, gates: [{ id: 7 }] })
    const without = desk.submit({ code: 'CODE1' })
    expect(without.state).toBe('failed')
    desk.choose({ gate: 7, direction: 'exit' })
    expect(desk.state()).toMatchObject({ gate: 7, direction: 'exit' })
  })
})

test('somebody chosen by name is scanned by their number', async () => {
  desk = await opened(server)
  const { key } = desk.submit({ registrant: 1 })
  await settle()
  expect(server.arrived[0]).toMatchObject({ registrant: 1, decided: 'admitted' })
  expect(server.arrived[0]).not.toHaveProperty('code')
  expect(scanOf(desk, key)).toMatchObject({ code: null, registrant: 1, answer: { outcome: 'admitted' } })
})

test('an override lets in whom the rules allow, here as there', async () => {
  server.event = { ...server.event, closed: true }
  desk = await opened(server)
  const { key } = desk.submit({ code: 'CODE1', override: { reason: 'Organiser agreed' } })
  await settle()
  expect(scanOf(desk, key)).toMatchObject({
    local: { outcome: 'admitted', overridden: true },
    answer: { overridden: true },
  })
})

test('people are found by name, with what this device has scanned', async () => {
  desk = await opened(server)
  await goOffline(server, desk)
  desk.submit({ code: 'CODE1' })
  await settle()
  expect(desk.search('lindq')).toMatchObject([{ id: 1, status: 'checked_in' }])
  expect(desk.search('l')).toEqual([])
  expect(desk.party(2)).toMatchObject([{ id: 1, status: 'checked_in' }])
  expect(desk.party(1)).toMatchObject([{ id: 2 }])
})

test('the state is the same object as long as nothing changes', async () => {
  desk = await opened(server)
  desk.submit({ code: 'CODE1' })
  await settle()
  const before = desk.state()
  await settle()
  expect(desk.state()).toBe(before)
  desk.choose({ direction: 'exit' })
  expect(desk.state()).not.toBe(before)
  expect(desk.state().scans).toBe(before.scans)
})
