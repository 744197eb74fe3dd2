/** Storage that fails and comes back: what was shown is stored, sent and answered once, and no request is made in vain. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import {
  clearBench,
  goOffline,
  opened,
  pass,
  scanOf,
  serverOf,
  setBench,
  settle,
  statesOf,
} from '@/testing/doorBench'
import { DoorServer } from '@/testing/doorServer'

import { Database } from './database'
import type { DoorDesk } from './desk'
import type { QueueItem } from './items'

let server: DoorServer
let desk: DoorDesk

beforeEach(() => {
  setBench()
  server = serverOf(20)
})

afterEach(() => {
  clearBench()
})

async function goOnline(): Promise<void> {
  server.fate = 'answered'
  desk.hurry()
  await pass(20_000)
}

/** Until it is restored, nothing can be written in this way. */
function refuse(way: 'add' | 'put') {
  return vi.spyOn(IDBObjectStore.prototype, way).mockImplementation(() => {
    throw new DOMException('No room', 'QuotaExceededError')
  })
}

async function stored(): Promise<QueueItem[]> {
  return new Database().use((connection) => connection.getAll('queue'))
}

describe('storage', () => {
  test('holds a scan before its verdict is shown', async () => {
    desk = await opened(server)
    server.fate = 'lost'
    const seen: string[] = []
    desk.subscribe(() => {
      const [scan] = desk.state().scans
      if (scan?.local && seen.length === 0) seen.push(scan.key)
    })
    let shownAt: string[] = []
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its store below
    const real = IDBObjectStore.prototype.add
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      shownAt = [...seen]
      return real.call(this, value)
    })
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(add).toHaveBeenCalledTimes(1)
    expect(shownAt).toEqual([])
    expect(seen).toEqual([key])
    const stored = await new Database().use((connection) => connection.getAll('queue'))
    expect(stored).toMatchObject([{ key, state: 'waiting', shown: true }])
  })

  test('is asked to be strict about it', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    desk = await opened(server)
    transaction.mockClear()
    desk.submit({ code: 'CODE1' })
    await settle()
    expect(transaction.mock.calls[0]).toEqual(['queue', 'readwrite', { durability: 'strict' }])
  })

  test('that is full is said; the scan is shown, sent, and stored when there is room', async () => {
    desk = await opened(server)
    server.fate = 'lost'
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError')
    })
    const one = desk.submit({ code: 'CODE1' })
    const two = desk.submit({ code: 'CODE2' })
    await settle()
    expect(desk.state()).toMatchObject({ storage: 'full', waiting: 2 })
    expect(scanOf(desk, one.key)).toMatchObject({ storageFailed: true, local: { outcome: 'admitted' } })
    server.fate = 'answered'
    desk.hurry()
    await settle()
    expect(statesOf(desk)).toEqual(['answered', 'answered'])
    expect(server.arrived.map((scan) => scan.idempotency_key)).toEqual([one.key, two.key])
    add.mockRestore()
    desk.submit({ code: 'CODE3' })
    await settle()
    expect(desk.state()).toMatchObject({ storage: 'ok', waiting: 0 })
    expect(scanOf(desk, one.key).storageFailed).toBe(false)
    expect(await new Database().use((connection) => connection.count('queue'))).toBe(3)
  })

  test('that is not there at all is said, and scanning goes on', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('Private mode', 'SecurityError')
      },
    })
    desk = await opened(server)
    expect(desk.state()).toMatchObject({ storage: 'unavailable', roster: { state: 'ready', size: 20 } })
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', storageFailed: true })
    server.fate = 'lost'
    desk.submit({ code: 'CODE2' })
    await settle()
    server.fate = 'answered'
    await pass(5_000)
    expect(server.admitted).toHaveLength(2)
  })

  test('that the browser cut off is opened again', async () => {
    desk = await opened(server)
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its database below
    const real = IDBDatabase.prototype.transaction
    let cuts = 1
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args: Parameters<typeof real>
    ) {
      if (cuts-- > 0) throw new DOMException('The connection is closing', 'InvalidStateError')
      return real.apply(this, args)
    })
    const { key } = desk.submit({ code: 'CODE1' })
    await settle()
    expect(desk.state().storage).toBe('ok')
    expect(scanOf(desk, key)).toMatchObject({ state: 'answered', storageFailed: false })
  })
})

test('when there is room again, two scans at once store what was left, and each is sent once', async () => {
  desk = await opened(server)
  server.fate = 'lost'
  const full = refuse('add')
  desk.submit({ registrant: 1 })
  await settle()
  full.mockRestore()
  desk.submit({ registrant: 2 })
  desk.submit({ registrant: 3 })
  await settle()
  expect(desk.state().storage).toBe('ok')
  expect(desk.state().scans.map(({ storageFailed }) => storageFailed)).toEqual([false, false, false])
  server.arrived.length = 0
  await goOnline()
  expect(server.arrived).toHaveLength(3)
  expect((await stored()).map(({ state }) => state)).toEqual(['answered', 'answered', 'answered'])
})

test('a scan that was stored just before the connection was cut is stored once', async () => {
  desk = await opened(server)
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its store below
  const real = IDBObjectStore.prototype.add
  let cuts = 1
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, value) {
    const request = real.call(this, value)
    if (cuts-- > 0) throw new DOMException('Connection lost', 'UnknownError')
    return request
  })
  const { key } = desk.submit({ registrant: 1 })
  await settle()
  expect(scanOf(desk, key)).toMatchObject({ state: 'answered', storageFailed: false })
  expect(desk.state().storage).toBe('ok')
  expect(await stored()).toMatchObject([{ key, state: 'answered' }])
})

test('a decision that could not be stored is sent, and stored when there is room', async () => {
  desk = await opened(server)
  await goOffline(server, desk)
  const { key } = desk.submit({ code: 'NOBODY' })
  await settle()
  const full = refuse('put')
  desk.letIn(key, 'On the paper list')
  await settle()
  expect(desk.state()).toMatchObject({ storage: 'full', waiting: 1 })
  await goOnline()
  expect(server.arrived).toMatchObject([{ idempotency_key: key, override: { reason: 'On the paper list' } }])
  expect(scanOf(desk, key)).toMatchObject({ state: 'answered', storageFailed: true })
  full.mockRestore()
  desk.submit({ registrant: 1 })
  await settle()
  expect(desk.state().storage).toBe('ok')
  expect(scanOf(desk, key).storageFailed).toBe(false)
  expect(await stored()).toMatchObject([{ key, state: 'answered' }, { state: 'answered' }])
})

test('answers that could not be stored are not asked for again', async () => {
  desk = await opened(server)
  await goOffline(server, desk)
  for (let id = 1; id <= 3; id++) desk.submit({ registrant: id })
  await settle()
  refuse('put')
  await goOnline()
  expect(desk.state()).toMatchObject({ storage: 'full', waiting: 0 })
  expect(server.arrived).toHaveLength(3)
})

test('a burst is stored in a few transactions, and only what is on the disk counts as waiting', async () => {
  desk = await opened(server)
  await goOffline(server, desk)
  const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
  for (let nth = 0; nth < 25; nth++) desk.submit({ registrant: 1 + (nth % 5) })
  expect(desk.state()).toMatchObject({ waiting: 0, unsettled: 25 })
  await settle()
  expect(desk.state().waiting).toBe(25)
  expect((await stored()).map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, nth) => nth + 1))
  const toTheDisk = transactions.mock.calls.filter(([, mode]) => mode === 'readwrite')
  expect(toTheDisk.length).toBeLessThan(5)
})
