/** A check-in that is taken back: here at once, and at the server after its scan. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
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
import { DoorServer, refusal } from '@/testing/doorServer'

import type { DoorDesk } from './desk'

let server: DoorServer
let desk: DoorDesk

beforeEach(() => {
  setBench()
  server = serverOf(2)
})

afterEach(() => clearBench())

describe('an undo', () => {
  test('is sent after its scan, and takes back the check-in here too', async () => {
    desk = await opened(server)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(desk.person(1)?.status).toBe('checked_in')
    desk.undo(key, 'Wrong person')
    await settle()
    expect(scanOf(desk, key).undo).toBe('done')
    expect(server.undone).toEqual([key])
    expect(desk.person(1)).toMatchObject({ status: 'registered', presences: [] })
    const again = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, again.key).answer?.outcome).toBe('admitted')
  })

  test('works offline, also before its scan was sent', async () => {
    desk = await opened(server)
    await goOffline(server, desk)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    desk.undo(key)
    desk.undo(key)
    await settle()
    expect(scanOf(desk, key).undo).toBe('waiting')
    expect(desk.state().waiting).toBe(2)
    expect(desk.person(1)).toMatchObject({ status: 'registered', presences: [] })
    await goOnline(server, desk)
    expect(server.recorded.has(key)).toBe(true)
    expect(server.undone).toEqual([key])
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', undo: 'done' })
  })

  test('that the server refuses says so', async () => {
    desk = await opened(server)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    server.fates = [refusal(409, 'not_undoable')]
    desk.undo(key)
    await settle()
    expect(scanOf(desk, key).undo).toBe('refused')
    expect(desk.person(1)?.status).toBe('checked_in')
  })

  test('whose answer is lost is asked for again', async () => {
    desk = await opened(server)
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    server.fates = ['answer lost']
    desk.undo(key)
    await pass(2_000)
    expect(scanOf(desk, key).undo).toBe('done')
    expect(server.undone).toEqual([key])
  })
})
