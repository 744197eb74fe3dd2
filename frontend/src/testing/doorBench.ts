/** What tests of the door stand on: storage and sockets that are not real, and time that passes when they say so. */
import 'fake-indexeddb/auto'

import { IDBFactory } from 'fake-indexeddb'
import { expect, vi } from 'vitest'

import { Database } from '@/door/database'
import type { DoorDesk } from '@/door/desk'
import { openDoor } from '@/door/openDoor'
import type { DeskScan } from '@/door/types'

import { DoorServer, refusal } from './doorServer'
import { FakeLocks } from './FakeLocks'
import { FakeWebSocket } from './FakeWebSocket'

export const NINE = Date.parse('2025-11-20T09:00:00Z')

/** A user of the event, other than who is signed in. */
export const KIM = {
  id: 4,
  email: 'kim@example.org',
  name: 'Kim',
  is_staff: false,
  roles: { expo: 'door' as const },
}

const desks: DoorDesk[] = []

/** Call before each test. */
export function setBench(): void {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now: NINE,
  })
  vi.stubGlobal('WebSocket', FakeWebSocket)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('There is no network in tests')))
  FakeWebSocket.all = []
  globalThis.indexedDB = new IDBFactory()
  Object.defineProperty(navigator, 'locks', { configurable: true, value: new FakeLocks() })
  localStorage.clear()
  document.cookie = 'csrftoken=first'
}

/** Call after each: stops what was opened. */
export function clearBench(): void {
  for (const desk of desks.splice(0)) desk.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
}

/** Lets everything happen that needs no time. */
export async function settle(rounds = 40): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await nextTurn()
    await vi.advanceTimersByTimeAsync(0)
  }
}

/** Lets things happen until this is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 5_000; round++) {
    if (isSo()) return
    await nextTurn()
    await vi.advanceTimersByTimeAsync(1)
  }
  throw new Error('It did not come to that')
}

export async function pass(ms: number): Promise<void> {
  const step = ms > 5_000 ? 1_000 : 250
  for (let left = ms; left > 0; left -= step) {
    await vi.advanceTimersByTimeAsync(Math.min(left, step))
    await settle(10)
  }
}

export async function opened(network: DoorServer, slug = 'expo'): Promise<DoorDesk> {
  const opening = openDoor(slug, { network, random: () => 0.5 })
  await settle()
  const result = await opening
  if (!result.ok) throw new Error('The door did not open')
  desks.push(result.value)
  await settle()
  return result.value
}

/** Opened, with all that follows by itself. */
export async function openedAwhile(network: DoorServer): Promise<DoorDesk> {
  const desk = await opened(network)
  await pass(1_500)
  return desk
}

/** The door was used before, and its page is gone. */
export async function usedBefore(network: DoorServer): Promise<void> {
  const desk = await openedAwhile(network)
  desk.choose({ direction: 'exit' })
  desk.stop()
  await pass(1_000)
}

/** As a tab that is killed: nothing more is heard of it. */
export async function kill(desk: DoorDesk): Promise<void> {
  desk.stop()
  await settle()
}

/** The network is gone, and the door has noticed. */
export async function goOffline(server: DoorServer, desk: DoorDesk): Promise<void> {
  server.fate = 'lost'
  await pass(31_000)
  expect(desk.state().isOnline).toBe(false)
}

export async function goOnline(server: DoorServer, desk: DoorDesk): Promise<void> {
  server.fate = 'answered'
  desk.hurry()
  await pass(16_000)
  expect(desk.state().isOnline).toBe(true)
}

/** Many that wait for a login: nothing is tried meanwhile. */
export async function queueSignedOut(
  server: DoorServer,
  desk: DoorDesk,
  from: number,
  to: number,
): Promise<void> {
  server.fate = refusal(401, 'not_authenticated')
  for (let id = from; id <= to; id++) desk.submit({ code: `CODE${String(id)}` })
  await until(() => statesOf(desk).filter((state) => state === 'signed_out').length === to - from + 1)
  server.fate = 'answered'
}

/** Guests 1 to so many, with the codes CODE1 and so on. */
export function serverOf(guests: number): DoorServer {
  const server = new DoorServer()
  for (let id = 1; id <= guests; id++) server.guest(id)
  return server
}

/** Answers to scans take so long. */
export function answersTake(server: DoorServer, ms: number): void {
  server.delay = () => new Promise((resolve) => setTimeout(resolve, ms))
}

/** Newest first. */
export function statesOf(desk: DoorDesk): DeskScan['state'][] {
  return desk.state().scans.map(({ state }) => state)
}

export async function countStored(store: 'rosters' | 'chunks' | 'doors' | 'queue'): Promise<number> {
  return done(new Database().use((connection) => connection.count(store)))
}

export function scanOf(desk: DoorDesk, key: string): DeskScan {
  const scan = desk.state().scans.find((one) => one.key === key)
  if (scan === undefined) throw new Error('There is no such scan')
  return scan
}

/** A turn of the real event loop: storage and channels between tabs need those. */
function nextTurn(): Promise<void> {
  const { setImmediate } = globalThis as unknown as { setImmediate: (done: () => void) => void }
  return new Promise((resolve) => setImmediate(resolve))
}

/** Waits for what needs time that only passes in here. */
export async function done<T>(work: Promise<T>): Promise<T> {
  let isDone = false
  void work.finally(() => (isDone = true)).catch(() => undefined)
  await until(() => isDone)
  return work
}
