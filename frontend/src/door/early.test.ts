/** Scans that come before anything is known: before the stored roster is read, or where there is none. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { clearBench, opened, pass, scanOf, setBench, settle, until } from '@/testing/doorBench'
import { DoorServer, NO_ANSWER, refusal } from '@/testing/doorServer'

import type { DoorDesk } from './desk'
import { openDoor } from './openDoor'

let server: DoorServer
let desk: DoorDesk

beforeEach(() => {
  setBench()
  server = new DoorServer()
  server.guest(1)
  server.guest(2, { status: 'cancelled' })
})

afterEach(() => {
  desk.stop()
  clearBench()
})

/** Just opened: nothing that is stored has been read yet. */
async function openEarly(): Promise<DoorDesk> {
  const opening = openDoor('expo', { network: server, random: () => 0.5 })
  let early: DoorDesk | null = null
  void opening.then((result) => {
    if (result.ok) early = result.value
  })
  await until(() => early !== null)
  const result = await opening
  if (!result.ok) throw new Error('The door did not open')
  return result.value
}

describe('before the stored roster is read', () => {
  beforeEach(async () => {
    desk = await opened(server)
    await pass(31_000)
    desk.stop()
    await settle()
  })

  test('a scan waits for it, and is decided by it without a network', async () => {
    server.fate = 'lost'
    desk = await openEarly()
    desk.choose({ gate: 1 })
    expect(desk.state().roster.state).not.toBe('ready')
    const keys = ['CODE1', 'CODE1', 'CODE2', 'NOBODY'].map((code) => desk.submit({ code }).key)
    expect(scanOf(desk, keys[0] ?? '')).toMatchObject({ state: 'saving', local: null })
    await pass(500)
    expect(keys.map((key) => scanOf(desk, key).local?.reason)).toEqual([
      null,
      'already_inside',
      'cancelled',
      'unknown_code',
    ])
    expect(keys.map((key) => scanOf(desk, key).state).at(-1)).toBe('undecided')
    server.fate = 'answered'
    desk.hurry()
    await pass(16_000)
    expect(scanOf(desk, keys[0] ?? '')).toMatchObject({ state: 'answered', answer: { outcome: 'admitted' } })
    expect(server.conflicts.size).toBe(0)
  })
})

describe('without any roster', () => {
  beforeEach(async () => {
    const failure = refusal(503, 'database_unavailable')
    vi.spyOn(server, 'requestRoster').mockResolvedValue({ ok: false, failure })
    desk = await opened(server)
    expect(desk.state().roster.state).toBe('none')
  })

  test('the server is asked, and its answer is shown', async () => {
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({
      state: 'answered',
      local: null,
      answer: { outcome: 'admitted' },
    })
  })

  test('a person decides where it says nothing for a second', async () => {
    server.delay = () => new Promise((resolve) => setTimeout(resolve, 3_000))
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(1_250)
    expect(scanOf(desk, key)).toMatchObject({ state: 'undecided', local: { reason: 'unknown_code' } })
    await pass(3_000)
    const asked = { state: 'answered', local: null, answer: { outcome: 'admitted' } } // nothing is contradicted
    expect(scanOf(desk, key)).toMatchObject(asked)
  })

  test('what nobody knew stays with a person when the roster comes, which decides the next scan', async () => {
    server.fate = 'lost'
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(2_000)
    vi.mocked(server.requestRoster).mockImplementation((_, since) =>
      Promise.resolve({ ok: true, value: server.page(since) }),
    )
    await pass(31_000)
    expect(desk.state().roster.state).toBe('ready')
    expect(scanOf(desk, key)).toMatchObject({ state: 'undecided', local: { rosterAt: null } })
    desk.hold(key)
    const again = desk.submit({ code: 'CODE1' }).key
    await settle()
    expect(scanOf(desk, again)).toMatchObject({ state: 'waiting', local: { outcome: 'admitted' } })
  })

  test('whoever is let in right after a hold is recorded', async () => {
    server.fate = 'lost'
    vi.spyOn(server, 'requestRoster').mockResolvedValue({ ok: false, failure: NO_ANSWER })
    await pass(31_000)
    const { key } = desk.submit({ code: 'NOBODY' })
    await pass(2_000)
    desk.hold(key)
    desk.letIn(key, 'On the paper list')
    desk.letIn(key, 'On the paper list')
    server.fate = 'answered'
    desk.hurry()
    await pass(16_000)
    const override = { reason: 'On the paper list' }
    expect(server.arrived.map(({ decided, override }) => [decided, override])).toEqual([
      ['refused', undefined],
      ['admitted', override],
    ])
  })

  test('a person decides where there is no network', async () => {
    server.fate = 'lost'
    vi.spyOn(server, 'requestRoster').mockResolvedValue({ ok: false, failure: NO_ANSWER })
    await pass(31_000)
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(2_000)
    expect(scanOf(desk, key)).toMatchObject({ state: 'undecided', local: { reason: 'unknown_code' } })
    desk.letIn(key, 'On the paper list')
    server.fate = 'answered'
    desk.hurry()
    await pass(16_000)
    expect(server.arrived.at(-1)).toMatchObject({
      decided: 'admitted',
      override: { reason: 'On the paper list' },
    })
  })
})

test('whoever is let in after the refusal has come all the same is recorded, once', async () => {
  desk = await opened(server)
  server.delay = () => new Promise((resolve) => setTimeout(resolve, 3_000))
  const { key } = desk.submit({ code: 'NOBODY' })
  await pass(4_000)
  expect(scanOf(desk, key)).toMatchObject({ state: 'answered', answer: { outcome: 'refused' } })
  desk.letIn(key, 'Organiser agreed')
  desk.letIn(key, 'Organiser agreed')
  await pass(5_000)
  expect(server.arrived).toHaveLength(2)
  expect(server.arrived[1]).toMatchObject({
    code: 'NOBODY',
    decided: 'admitted',
    override: { reason: 'Organiser agreed' },
  })
  expect(server.conflicts.size).toBe(1)
  expect(desk.state().waiting).toBe(0)
})
