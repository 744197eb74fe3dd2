import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { wipeWho } from '@/door/wipe'
import { Database } from '@/door/database'
import { clearBench, done, opened, pass, setBench, settle } from '@/testing/doorBench'
import { DoorServer } from '@/testing/doorServer'

import { signOut } from './signOut'

/** What the server was asked, and who it takes us for. */
let asked: string[]
let me: object | null

beforeEach(() => {
  setBench()
  asked = []
  me = { id: 3, email: 'ada@example.org', name: 'Ada', is_staff: false, roles: {} }
  vi.stubGlobal('fetch', (request: Request) => {
    const { pathname } = new URL(request.url)
    asked.push(pathname)
    if (pathname.endsWith('/logout/')) return Promise.resolve(new Response(null, { status: 204 }))
    const status = me === null ? 401 : 200
    return Promise.resolve(Response.json(me ?? { title: 'No', status, code: 'no', detail: '' }, { status }))
  })
})

afterEach(() => clearBench())

const LOGOUT = '/api/v1/auth/logout/'
const server = () => {
  const one = new DoorServer()
  one.guest(1)
  return one
}

/** A page of the door that scanned without a network, and is gone. */
async function leftBehind(door: DoorServer): Promise<void> {
  const desk = await opened(door)
  await pass(1_500)
  door.fate = 'lost'
  desk.submit({ code: 'CODE1' })
  await settle()
  desk.stop()
  await settle()
}

const count = (store: 'queue' | 'rosters' | 'chunks' | 'doors') =>
  done(new Database().use((connection) => connection.count(store)))

test('nobody is signed out while scans of theirs wait, also when no page holds them', async () => {
  await leftBehind(server())
  expect(await done(signOut())).toBe('unanswered')
  expect(asked).not.toContain(LOGOUT)
  expect(await count('queue')).toBe(1)
})

test('scans of somebody else keep nobody here', async () => {
  await leftBehind(server())
  me = { ...me, id: 4 }
  expect(await done(signOut())).toBeNull()
  expect(asked).toContain(LOGOUT)
  expect(await count('queue')).toBe(1)
})

test('what was stored of the user goes with them', async () => {
  const door = server()
  const desk = await opened(door)
  await pass(1_500)
  desk.submit({ code: 'CODE1' })
  await settle()
  desk.stop()
  await settle()
  expect([await count('queue'), await count('chunks'), await count('doors')]).toEqual([1, 1, 1])
  expect(await done(signOut())).toBeNull()
  expect([await count('queue'), await count('chunks'), await count('doors')]).toEqual([0, 0, 0])
})

test('a page that holds scans which could not be stored is respected', async () => {
  Object.defineProperty(navigator, 'locks', {
    configurable: true,
    value: { query: () => Promise.resolve({ held: [{ name: 'headcount-unanswered' }] }) },
  })
  expect(await done(signOut())).toBe('unanswered')
})

test('whoever is signed out already is done', async () => {
  me = null
  expect(await done(signOut())).toBeNull()
  expect(asked).not.toContain(LOGOUT)
})

test('without an answer nothing is forgotten', async () => {
  await leftBehind(server())
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network')))
  expect(await done(signOut())).toMatchObject({ kind: 'network' })
  expect(await count('queue')).toBe(1)
  await done(wipeWho('user:9'))
  expect(await count('queue')).toBe(1)
})
