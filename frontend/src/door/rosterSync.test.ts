import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { clearBench, done, NINE, pass, setBench, settle } from '@/testing/doorBench'
import { DoorServer, NO_ANSWER, refusal } from '@/testing/doorServer'

import { Database } from './database'
import { RosterStore } from './rosterStore'
import { RosterSync } from './rosterSync'

let server: DoorServer
let database: Database
let sync: RosterSync
const onRefused = vi.fn()

beforeEach(() => {
  setBench()
  server = new DoorServer()
  database = new Database()
  onRefused.mockReset()
  for (let id = 1; id <= 2500; id++) server.guest(id)
})

afterEach(async () => {
  await done(sync.stop())
  database.close()
  clearBench()
})

function make(): RosterSync {
  return new RosterSync({
    request: (since) => server.requestRoster('expo', since),
    store: new RosterStore(database, 'expo'),
    onChange: () => undefined,
    onRefused,
    random: () => 1,
  })
}

async function started(): Promise<RosterSync> {
  const one = make()
  await one.load()
  one.start()
  await settle(200)
  return one
}

test('everybody comes once, then only who changed', async () => {
  sync = await started()
  expect(sync.state()).toEqual({ state: 'ready', size: 2500, total: 2500, at: NINE })
  server.change(7, { name: 'Mara Lindqvist' })
  server.guest(3000)
  await pass(31_000)
  expect(sync.roster?.person(7)?.name).toBe('Mara Lindqvist')
  expect(sync.state()).toMatchObject({ size: 2501, total: 2501 })
  expect(sync.at).toBeGreaterThanOrEqual(NINE + 30_000)
  expect(server.rosterAsks.filter((since) => since === null)).toHaveLength(1)
})

test('it is asked for again soon after the event has news, once for all of them', async () => {
  sync = await started()
  await pass(2_000)
  server.rosterAsks.length = 0
  for (let nth = 0; nth < 30; nth++) {
    sync.soon()
    await pass(100)
  }
  expect(server.rosterAsks.length).toBeGreaterThanOrEqual(3)
  expect(server.rosterAsks.length).toBeLessThanOrEqual(4)
})

test('while it comes for the first time it says how far it is, and is not used', async () => {
  server.pageSize = 1000
  sync = make()
  server.fates = ['answered', NO_ANSWER]
  sync.start()
  await settle()
  expect(sync.state()).toEqual({ state: 'loading', size: 1000, total: 2500, at: null })
  expect(sync.roster).toBeNull()
})

describe('a run that breaks off', () => {
  test('goes on where it was, and the old roster serves meanwhile', async () => {
    sync = await started()
    await pass(1_000)
    server.salt = 'other'
    server.pageSize = 1000
    server.change(2400, { name: 'Mara Lindqvist' })
    server.fates = ['answered', NO_ANSWER]
    sync.hurry()
    await settle()
    expect(sync.state()).toMatchObject({ state: 'ready', size: 2500 })
    expect(sync.roster?.salt).toBe('salt')
    expect(sync.roster?.find('CODE2400')?.person.name).toBe('Person 2400')
    server.rosterAsks.length = 0
    await pass(1_000)
    expect(server.rosterAsks[0]).toBe('other from 1000')
    expect(sync.roster?.salt).toBe('other')
    expect(sync.roster?.find('CODE2400')?.person.name).toBe('Mara Lindqvist')
    expect(sync.state()).toMatchObject({ size: 2500, total: 2500 })
  })

  test('begins anew where the server does', async () => {
    sync = make()
    server.pageSize = 1000
    server.fates = ['answered', NO_ANSWER]
    sync.start()
    await settle()
    server.salt = 'other'
    server.guests.delete(500)
    await pass(2_000)
    expect(sync.roster?.salt).toBe('other')
    expect(sync.roster?.size).toBe(2499)
    expect(sync.roster?.person(500)).toBeNull()
  })

  test('leaves what is stored as it was', async () => {
    sync = await started()
    await pass(1_000)
    server.salt = 'other'
    server.pageSize = 1000
    server.fates = ['answered', ...Array<typeof NO_ANSWER>(50).fill(NO_ANSWER)]
    sync.hurry()
    await settle()
    await done(sync.stop())
    sync = make()
    await sync.load()
    expect(sync.roster?.salt).toBe('salt')
    expect(sync.roster?.size).toBe(2500)
  })

  test('in the middle of changes is caught up', async () => {
    sync = await started()
    await pass(1_000)
    server.pageSize = 10
    for (let id = 1; id <= 25; id++) server.change(id, { name: `New ${String(id)}` })
    server.fates = ['answered', NO_ANSWER]
    sync.hurry()
    await settle()
    expect(sync.roster?.person(5)?.name).toBe('New 5')
    const { began } = sync
    await pass(2_000)
    expect(sync.roster?.person(25)?.name).toBe('New 25')
    expect(sync.began).toBeGreaterThan(began)
  })
})

test('what happened while a run went on is fetched right after it', async () => {
  server.pageSize = 1000
  const page = server.page.bind(server)
  vi.spyOn(server, 'page').mockImplementation((since) => {
    const answer = page(since)
    if (since === 'salt from 2000') server.change(1, { name: 'Changed meanwhile' })
    return answer
  })
  sync = await started()
  await pass(1_500)
  expect(sync.roster?.person(1)?.name).toBe('Changed meanwhile')
})

describe('on the disk', () => {
  test('it is the same after a reload, with its age and its event', async () => {
    sync = await started()
    await pass(1_500)
    await done(sync.stop())
    const { at } = sync
    server.rosterAsks.length = 0
    sync = make()
    await sync.load()
    expect(sync.state()).toEqual({ state: 'ready', size: 2500, total: 2500, at })
    expect(sync.setup?.event.slug).toBe('expo')
    expect(sync.roster?.find('CODE2500')?.person.id).toBe(2500)
    expect(sync.roster?.search('person 2500', 5)).toHaveLength(1)
    sync.start()
    await settle()
    expect(server.rosterAsks).toEqual(['salt since 2500'])
  })

  test('only the chunks are written that changed', async () => {
    sync = await started()
    await pass(1_500)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    server.change(1200, { name: 'News' })
    await pass(46_000)
    const chunks = put.mock.calls.filter(([, key]) => Array.isArray(key)).map(([, key]) => key)
    expect(chunks).toEqual([['expo', 1]])
    await done(sync.stop())
    sync = make()
    await sync.load()
    expect(sync.roster?.person(1200)?.name).toBe('News')
    expect(sync.roster?.size).toBe(2500)
  })

  test('a chunk that is missing makes it none, and it comes whole again', async () => {
    sync = await started()
    await done(sync.stop())
    await database.use((connection) => connection.delete('chunks', ['expo', 1]))
    server.rosterAsks.length = 0
    sync = await started()
    expect(server.rosterAsks[0]).toBeNull()
    expect(sync.state()).toMatchObject({ state: 'ready', size: 2500 })
  })

  test('two tabs leave one whole roster, whoever writes', async () => {
    sync = await started()
    await pass(1_500)
    const other = await started()
    for (let round = 1; round <= 6; round++) {
      server.change(round * 400, { name: `Round ${String(round)}` })
      ;(round % 2 === 0 ? sync : other).hurry()
      await pass(20_000)
    }
    await done(other.stop())
    await done(sync.stop())
    sync = make()
    await sync.load()
    const stored = sync.roster
    expect(stored?.size).toBe(2500)
    // whatever the disk lacks comes with the cursor it has
    sync.start()
    await settle()
    for (let round = 1; round <= 6; round++) {
      expect(stored?.person(round * 400)?.name).toBe(`Round ${String(round)}`)
    }
  })

  test('storage that is full does not stop it', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError')
    })
    sync = await started()
    expect(sync.state()).toMatchObject({ state: 'ready', size: 2500 })
    server.change(1, { name: 'News' })
    await pass(46_000)
    expect(sync.roster?.person(1)?.name).toBe('News')
  })

  test('it is gone when it is wiped', async () => {
    sync = await started()
    await done(sync.wipe())
    expect(sync.state()).toEqual({ state: 'none', size: 0, total: 0, at: null })
    expect(await database.use((connection) => connection.count('chunks'))).toBe(0)
    await pass(60_000)
    expect(sync.roster).toBeNull()
  })
})

describe('a server that does not answer well', () => {
  test('is asked again with growing waits, and what is not a roster is none', async () => {
    const answers: unknown[] = ['<html>', { people: [] }, { ...server.page(null), people: [[1, 'x']] }]
    vi.spyOn(server, 'requestRoster').mockImplementation((_, since) => {
      server.rosterAsks.push(since)
      const value = answers.length > 0 ? answers.shift() : server.page(since)
      return Promise.resolve({ ok: true, value })
    })
    sync = await started()
    expect(sync.roster).toBeNull()
    await pass(5_000)
    expect(answers).toEqual([])
    expect(sync.state()).toMatchObject({ state: 'ready', size: 2500 })
  })

  test('is not asked before its Retry-After, whatever happens at the event', async () => {
    sync = await started()
    await pass(1_500)
    server.fates = [refusal(503, 'database_unavailable', 20_000)]
    sync.hurry()
    await settle()
    server.rosterAsks.length = 0
    for (let second = 0; second < 19; second++) {
      sync.soon()
      await pass(1_000)
    }
    expect(server.rosterAsks).toEqual([])
    await pass(2_000)
    expect(server.rosterAsks.length).toBeGreaterThan(0)
  })

  test('does not send us round in circles', async () => {
    vi.spyOn(server, 'page').mockImplementation(() => ({
      ...new DoorServer().page('salt since 0'),
      more: true,
    }))
    sync = await started()
    await pass(10_000)
    expect(server.rosterAsks.length).toBeLessThan(15)
  })

  test('that refuses for good is reported', async () => {
    sync = await started()
    await pass(1_500)
    server.fate = refusal(401, 'not_authenticated')
    sync.hurry()
    await settle()
    expect(onRefused).toHaveBeenCalled()
    expect(sync.state()).toMatchObject({ state: 'ready' })
  })
})
