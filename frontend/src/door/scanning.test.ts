/** Who decides: the server while it may know better and answers in time, else this device or a person. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
  answersTake,
  clearBench,
  goOffline,
  goOnline,
  opened,
  pass,
  scanOf,
  serverOf,
  setBench,
  settle,
} from '@/testing/doorBench'
import { DoorServer } from '@/testing/doorServer'

import type { DoorDesk } from './desk'

let server: DoorServer
let desk: DoorDesk

beforeEach(() => {
  setBench()
  server = serverOf(2)
})

afterEach(() => clearBench())

describe('an unknown code', () => {
  test('waits for the server while there is one', async () => {
    desk = await opened(server)
    server.guest(9, { name: 'Just Registered' })
    answersTake(server, 500)
    const { key } = desk.submit({ code: 'CODE9' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'sending', local: null, person: null })
    await pass(500)
    expect(scanOf(desk, key)).toMatchObject({
      state: 'answered',
      local: null,
      answer: { outcome: 'admitted' },
    })
    expect(server.arrived[0]).not.toHaveProperty('decided')
  })

  test('waits for a person where the server says nothing for a second', async () => {
    desk = await opened(server)
    answersTake(server, 6_000)
    const { key } = desk.submit({ code: 'NOBODY' })
    await pass(750)
    expect(scanOf(desk, key)).toMatchObject({ state: 'sending', local: null })
    await pass(500)
    expect(scanOf(desk, key)).toMatchObject({ state: 'undecided', local: { reason: 'unknown_code' } })
    await pass(6_000)
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', answer: { reason: 'unknown_code' } })
  })

  test('offline is not recorded before a person decides', async () => {
    desk = await opened(server)
    await goOffline(server, desk)
    const { key } = desk.submit({ code: 'NOBODY' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'undecided', local: { reason: 'unknown_code' } })
    expect(desk.state().waiting).toBe(0)
    await goOnline(server, desk)
    expect(server.arrived).toEqual([])
  })

  test('let in is recorded with its reason, and becomes a conflict', async () => {
    desk = await opened(server)
    await goOffline(server, desk)
    const { key } = desk.submit({ code: 'NOBODY' })
    await settle()
    desk.letIn(key, 'On the paper list')
    await settle()
    expect(scanOf(desk, key)).toMatchObject({
      state: 'waiting',
      local: { outcome: 'admitted', overridden: true },
    })
    await goOnline(server, desk)
    expect(server.arrived).toEqual([
      expect.objectContaining({
        code: 'NOBODY',
        decided: 'admitted',
        idempotency_key: key,
        override: { reason: 'On the paper list' },
      }),
    ])
    expect([...server.conflicts]).toEqual([key])
  })

  test('held is recorded as the refusal it is', async () => {
    desk = await opened(server)
    await goOffline(server, desk)
    const { key } = desk.submit({ code: 'NOBODY' })
    await settle()
    desk.hold(key)
    await goOnline(server, desk)
    expect(server.arrived).toMatchObject([{ decided: 'refused', idempotency_key: key }])
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', answer: { reason: 'unknown_code' } })
  })

  test('let in after it was sent is a scan of its own: the first may have arrived as it was', async () => {
    desk = await opened(server)
    server.fates = ['answer lost']
    const { key } = desk.submit({ code: 'NOBODY' })
    await settle()
    expect(scanOf(desk, key).state).toBe('undecided')
    desk.letIn(key, 'Speaker')
    await pass(16_000)
    const [first, again, letIn] = server.arrived
    expect([first?.idempotency_key, again?.idempotency_key]).toEqual([key, key])
    expect(again).not.toHaveProperty('override')
    expect(letIn).toMatchObject({ decided: 'admitted', override: { reason: 'Speaker' } })
    expect(letIn?.idempotency_key).not.toBe(key)
    expect(desk.state().scans.map(({ state }) => state)).toEqual(['answered', 'answered'])
    expect(server.recorded.size).toBe(2)
  })
})

describe('strict doors', () => {
  beforeEach(() => {
    server.event = { ...server.event, strict_doors: true }
  })

  test('show the word of the server, where it comes within a second', async () => {
    desk = await opened(server)
    answersTake(server, 500)
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(250)
    expect(scanOf(desk, key)).toMatchObject({ state: 'sending', local: null, answer: null })
    await pass(500)
    expect(scanOf(desk, key)).toMatchObject({
      state: 'answered',
      local: null,
      answer: { outcome: 'admitted' },
    })
    expect(server.arrived[0]).not.toHaveProperty('decided')
  })

  test('decide by themselves after a second', async () => {
    desk = await opened(server)
    answersTake(server, 2_000)
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(750)
    expect(scanOf(desk, key).local).toBeNull()
    await pass(500)
    expect(scanOf(desk, key)).toMatchObject({
      state: 'sending',
      local: { outcome: 'admitted' },
      answer: null,
    })
    await pass(1_000)
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', answer: { outcome: 'admitted' } })
    expect(server.arrived).toHaveLength(1)
  })

  test('tell the server what they showed, where it refuses without knowing that', async () => {
    desk = await opened(server)
    server.change(1, { status: 'cancelled' })
    answersTake(server, 2_000)
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(5_000)
    expect(server.arrived.map(({ decided }) => decided)).toEqual([undefined, 'admitted'])
    expect([...server.conflicts]).toEqual([key])
    expect(scanOf(desk, key)).toMatchObject({
      state: 'answered',
      local: { outcome: 'admitted' },
      answer: { outcome: 'refused' },
    })
    expect(desk.state().waiting).toBe(0)
  })

  test('do not wait for a server that is not there', async () => {
    desk = await opened(server)
    await goOffline(server, desk)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'waiting', local: { outcome: 'admitted' } })
  })

  test('fall back at once where the line breaks meanwhile', async () => {
    desk = await opened(server)
    server.fate = 'lost'
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'waiting', local: { outcome: 'admitted' } })
    server.fate = 'answered'
    await pass(1_000)
    expect(server.arrived).toMatchObject([{ decided: 'admitted' }])
  })
})
