/** How a door stands with the server: signed out, somebody else’s, without a role, or switched off; what was scanned waits. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
  clearBench,
  countStored,
  done,
  KIM,
  kill,
  opened,
  openedAwhile,
  pass,
  scanOf,
  serverOf,
  setBench,
  settle,
  statesOf,
  usedBefore,
} from '@/testing/doorBench'
import { DoorServer, refusal } from '@/testing/doorServer'
import { FakeWebSocket } from '@/testing/FakeWebSocket'

import { forgetLeftovers, readLeftovers } from './leftovers'
import { openDoor } from './openDoor'
import { wipeWho } from './wipe'

let server: DoorServer

beforeEach(() => {
  setBench()
  server = serverOf(20)
})

afterEach(() => clearBench())

const scanner = {
  ...{ id: 5, kind: 'scanner' as const, name: 'North door', event: 'expo' },
  ...{ gate: 1, gates: [1], valid_until: '2025-11-21T18:00:00Z' },
}

test('signed out, scans are kept and go out after the next login', async () => {
  const desk = await opened(server)
  server.fate = refusal(401, 'not_authenticated')
  const { key } = desk.submit({ code: 'CODE1' })
  await settle()
  expect(scanOf(desk, key).state).toBe('signed_out')
  expect(desk.state().isSignedOut).toBe(true)
  const asked = server.batches.length
  desk.submit({ code: 'CODE2' })
  await settle()
  expect(server.batches.length).toBe(asked)
  server.fate = 'answered'
  desk.hurry()
  await settle()
  expect(statesOf(desk)).toEqual(['answered', 'answered'])
  expect(desk.state().isSignedOut).toBe(false)
})

test('nothing goes out as somebody else who signed in meanwhile', async () => {
  const desk = await opened(server)
  server.user = KIM
  document.cookie = 'csrftoken=second' // each login makes another
  const { key } = desk.submit({ code: 'CODE1' })
  await pass(30_000)
  expect(server.arrived).toEqual([])
  expect(scanOf(desk, key).state).toBe('signed_out')
  expect(desk.state()).toMatchObject({ isSignedOut: true, roster: { state: 'none' } })
  server.user = { id: 3, email: 'ada@example.org', name: 'Ada', is_staff: false, roles: { expo: 'door' } }
  document.cookie = 'csrftoken=third'
  desk.hurry()
  await pass(1_000)
  expect(scanOf(desk, key).state).toBe('answered')
  expect(desk.state()).toMatchObject({ isSignedOut: false, roster: { state: 'ready' } })
})

describe('the queue of somebody else', () => {
  test('is kept, said, and sent by nobody but them', async () => {
    const desk = await opened(server)
    server.fate = 'lost'
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    await kill(desk)
    server.fate = 'answered'
    server.user = KIM
    const others = await opened(server)
    expect(others.state()).toMatchObject({ scans: [], waiting: 0, heldForOthers: 1 })
    others.submit({ code: 'CODE2' })
    await pass(31_000)
    expect(server.recorded.has(key)).toBe(false)
    await kill(others)
    server.user = { id: 3, email: 'ada@example.org', name: 'Ada', is_staff: false, roles: { expo: 'door' } }
    const back = await opened(server)
    await pass(1_000)
    expect(scanOf(back, key).state).toBe('answered')
    expect(back.state().heldForOthers).toBe(0)
  })
})

describe('somebody whose role is taken away', () => {
  test('keeps no list, is told, and keeps their scans', async () => {
    const desk = await openedAwhile(server)
    server.fate = refusal(404, 'not_found')
    desk.submit({ code: 'CODE1' })
    desk.submit({ code: 'CODE2' })
    await pass(31_000)
    expect(desk.state()).toMatchObject({ isOutside: true, roster: { state: 'none' }, waiting: 2 })
    expect(desk.search('person')).toEqual([])
    expect([await countStored('chunks'), await countStored('doors'), await countStored('queue')]).toEqual([
      0, 0, 2,
    ])
    server.fate = 'answered'
    await pass(60_000)
    expect(desk.state()).toMatchObject({ isOutside: false, roster: { state: 'ready' }, waiting: 0 })
  })

  test('who signed out in another tab leaves no list, though this page goes on', async () => {
    const desk = await openedAwhile(server)
    await done(wipeWho('user:3'))
    server.change(1, { name: 'Mara Lindqvist' })
    await pass(61_000)
    expect(desk.person(1)?.name).toBe('Mara Lindqvist')
    expect([await countStored('chunks'), await countStored('rosters'), await countStored('doors')]).toEqual([
      0, 0, 0,
    ])
  })

  test('is told without having scanned, also as a viewer', async () => {
    const desk = await openedAwhile(server)
    server.requestRoster = () => Promise.resolve({ ok: false, failure: refusal(403, 'permission_denied') })
    await pass(31_000)
    expect(desk.state()).toMatchObject({ isOutside: true, roster: { state: 'none' } })
  })

  test('finds nothing stored when the door is opened', async () => {
    await usedBefore(server)
    server.fate = refusal(404, 'not_found')
    expect(await done(openDoor('expo', { network: server }))).toMatchObject({ ok: false })
    expect([await countStored('chunks'), await countStored('doors')]).toEqual([0, 0])
  })

  test('is not who meets a proxy that knows no such page', async () => {
    await usedBefore(server)
    server.fate = refusal(404, 'http_404')
    await done(openDoor('expo', { network: server }))
    expect(await countStored('chunks')).toBe(1)
  })

  test('a gate that is not theirs any more closes that scan alone', async () => {
    const desk = await openedAwhile(server)
    server.postScans = () => Promise.resolve({ ok: false, failure: refusal(403, 'permission_denied') })
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(1_000)
    expect(scanOf(desk, key).state).toBe('failed')
    expect(desk.state()).toMatchObject({ isOutside: false, roster: { state: 'ready' } })
  })
})

describe('a scanner', () => {
  beforeEach(() => {
    server.user = null
    server.device = scanner
    server.gates.push({ id: 2, name: 'Lounge', area: 1 })
  })

  test('has its own gates and begins at its own', async () => {
    const desk = await openedAwhile(server)
    expect(desk.state()).toMatchObject({ device: { id: 5 }, gates: [{ id: 1 }], gate: 1 })
    desk.submit({ code: 'CODE1' })
    await settle()
    expect(server.arrived).toHaveLength(1)
  })

  test('scans on where somebody without a role here signs in: the server counts it as the scanner’s', async () => {
    const desk = await openedAwhile(server)
    server.user = { ...KIM, roles: { other: 'organiser' } }
    document.cookie = 'csrftoken=after-login'
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key).state).toBe('answered')
    desk.stop()
    expect((await openedAwhile(server)).state()).toMatchObject({ device: { id: 5 }, heldForOthers: 0 })
  })

  test('hands nothing over to a user of this event', async () => {
    const desk = await openedAwhile(server)
    server.user = KIM
    document.cookie = 'csrftoken=after-login'
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect([scanOf(desk, key).state, server.arrived]).toEqual(['signed_out', []])
    expect(await desk.trusted()).toMatchObject({ problem: { code: 'other_user' } })
  })

  test('that was switched off and reloaded shows what it holds, until it is handed over', async () => {
    const desk = await openedAwhile(server)
    server.fate = 'lost'
    const { key } = desk.submit({ code: 'CODE1' })
    const unknown = desk.submit({ code: 'NOBODY' })
    await pass(2_000)
    desk.stop()
    server.fate = refusal(401, 'device_revoked')
    expect(await done(openDoor('expo', { network: server }))).toMatchObject({ ok: false })
    expect(await done(readLeftovers('expo', []))).toMatchObject({
      owner: 'device:5',
      scans: [{ key, who: 'Person 1', request: { idempotency_key: key, decided: 'admitted' } }],
      others: [{ key: unknown.key, who: 'NOBODY', what: 'unknown code, nobody decided' }],
    })
    await done(forgetLeftovers([key]))
    expect(await done(readLeftovers('expo', []))).toMatchObject({ scans: [], others: [{ key: unknown.key }] })
    await done(forgetLeftovers([unknown.key]))
    await done(wipeWho('device:5'))
    for (const store of ['queue', 'rosters', 'chunks', 'doors'] as const)
      expect(await countStored(store)).toBe(0)
  })

  test('that is switched off says so, keeps its scans and forgets its list', async () => {
    const desk = await openedAwhile(server)
    server.fate = refusal(401, 'device_revoked')
    const { key } = desk.submit({ code: 'CODE1' })
    await pass(1_000)
    expect(desk.state()).toMatchObject({ off: 'revoked', isSignedOut: true, roster: { state: 'none' } })
    expect(scanOf(desk, key)).toMatchObject({ state: 'signed_out', local: { outcome: 'admitted' } })
    expect(await countStored('chunks')).toBe(0)
    expect(await countStored('queue')).toBe(1)
  })

  test('hears from the socket that it was switched off', async () => {
    const desk = await openedAwhile(server)
    server.fate = refusal(401, 'device_revoked')
    FakeWebSocket.last.says({ type: 'bye', reason: 'revoked' })
    await pass(1_000)
    expect(desk.state().off).toBe('revoked')
  })

  test('that was switched off meanwhile does not open, and its list is gone', async () => {
    await usedBefore(server)
    server.fate = refusal(401, 'device_revoked')
    expect(await done(openDoor('expo', { network: server }))).toMatchObject({
      ok: false,
      failure: { problem: { code: 'device_revoked' } },
    })
    expect(await countStored('chunks')).toBe(0)
  })

  test('whose time is over is unpaired', async () => {
    const desk = await openedAwhile(server)
    server.fate = refusal(401, 'not_authenticated')
    desk.submit({ code: 'CODE1' })
    await pass(1_000)
    expect(desk.state().off).toBe('unpaired')
  })
})
