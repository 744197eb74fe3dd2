/** What outlives a page: another finds everything as it was, beside it or after it, and sends each scan once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
  clearBench,
  kill,
  opened,
  openedAwhile,
  pass,
  queueSignedOut,
  scanOf,
  serverOf,
  setBench,
  settle,
  statesOf,
} from '@/testing/doorBench'
import { DoorServer, refusal } from '@/testing/doorServer'
import { FakeLocks } from '@/testing/FakeLocks'

let server: DoorServer

beforeEach(() => {
  setBench()
  server = serverOf(20)
})

afterEach(() => clearBench())

describe('two tabs on one queue', () => {
  test('send each scan once, and both show every answer', async () => {
    const [one, two] = [await opened(server), await opened(server)]
    server.delay = () => new Promise((resolve) => setTimeout(resolve, 100))
    for (let id = 1; id <= 20; id++) (id % 2 === 0 ? one : two).submit({ code: `CODE${String(id)}` })
    await pass(5_000)
    expect(server.arrived).toHaveLength(20)
    expect(statesOf(one)).toEqual(Array(20).fill('answered'))
    expect(statesOf(two)).toEqual(Array(20).fill('answered'))
    expect(one.state().scans.map(({ key }) => key)).toEqual(two.state().scans.map(({ key }) => key))
  })

  test('ask the browser for the one lock of their door', async () => {
    const { locks } = navigator as unknown as { locks: FakeLocks }
    const desk = await opened(server)
    desk.submit({ code: 'CODE1' })
    await settle()
    expect(new Set(locks.asked)).toEqual(new Set(['headcount-door expo']))
  })

  test('know of each other whom they let in', async () => {
    const [one, two] = [await opened(server), await opened(server)]
    server.fate = 'lost'
    one.submit({ code: 'CODE1' })
    await settle()
    expect(two.state().waiting).toBe(1)
    const { key } = two.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(two, key).local).toMatchObject({ reason: 'already_inside', previous: { sameDevice: true } })
  })

  test('where the browser has no locks, the server still counts each once', async () => {
    Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined })
    const [one, two] = [await opened(server), await opened(server)]
    for (let id = 1; id <= 20; id++) (id % 2 === 0 ? one : two).submit({ code: `CODE${String(id)}` })
    await pass(5_000)
    expect(server.admitted).toHaveLength(20)
    expect(statesOf(one)).toEqual(Array(20).fill('answered'))
  })
})

describe('a reload', () => {
  test('finds everything as it was: answered, waiting, undecided, failed and taken back', async () => {
    const desk = await opened(server)
    const answered = desk.submit({ code: 'CODE1' })
    await settle()
    server.fates = [refusal(400, 'invalid')]
    const failed = desk.submit({ code: 'CODE2' })
    await settle()
    server.fate = 'lost'
    await pass(31_000)
    const undecided = desk.submit({ code: 'NOBODY' })
    const waiting = desk.submit({ code: 'CODE3' })
    await settle()
    desk.undo(answered.key)
    await settle()
    const before = desk.state().scans
    await kill(desk)

    const again = await openedAwhile(server)
    const strip = (scans: typeof before) =>
      scans.map((scan) => ({ ...scan, tries: 0, state: scan.state.replace('sending', 'waiting') }))
    expect(strip(again.state().scans)).toEqual(strip(before))
    expect(scanOf(again, answered.key)).toMatchObject({ state: 'answered', undo: 'waiting' })
    expect(scanOf(again, failed.key).state).toBe('failed')
    expect(scanOf(again, undecided.key).state).toBe('undecided')
    expect(scanOf(again, waiting.key).local?.outcome).toBe('admitted')
    expect(again.person(1)?.status).toBe('registered')
    expect(again.person(3)?.status).toBe('checked_in')
    again.letIn(undecided.key, 'On the paper list')
    server.fate = 'answered'
    again.hurry()
    await pass(1_000)
    expect(again.state().waiting).toBe(0)
    expect(server.recorded.size).toBe(3)
    expect(server.undone).toEqual([answered.key])
  })

  test('while a scan is on its way sends it again, and it counts once', async () => {
    const desk = await opened(server)
    server.delay = () => new Promise((resolve) => setTimeout(resolve, 500))
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key).state).toBe('sending')
    await kill(desk)
    Object.defineProperty(navigator, 'locks', { configurable: true, value: new FakeLocks() })
    const again = await opened(server)
    await pass(2_000)
    expect(scanOf(again, key)).toMatchObject({ state: 'answered', local: { outcome: 'admitted' } })
    expect(server.admitted).toEqual([key])
  })

  test('keeps the last two hundred answered ones', async () => {
    for (let id = 21; id <= 260; id++) server.guest(id)
    const desk = await opened(server)
    await queueSignedOut(server, desk, 1, 250)
    desk.hurry()
    await pass(31_000)
    expect(desk.state().scans).toHaveLength(200)
    await kill(desk)
    const again = await opened(server)
    expect(again.state().scans).toHaveLength(200)
    expect(again.state().scans[0]?.code).toBe('CODE250')
  })
})
