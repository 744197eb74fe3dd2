/**
 * Whatever happens between door and server, in whatever order: each scan that was shown is recorded exactly once, what was
 * shown before the server refused it is a conflict, and the desk ends up knowing what the server knows.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { Result } from '@/http/result'
import { clearBench, pass, setBench, settle, until } from '@/testing/doorBench'
import { DoorServer, type Fate, NO_ANSWER, refusal } from '@/testing/doorServer'

import type { DoorDesk } from './desk'
import { openDoor } from './openDoor'
import type { Network } from './requests'
import type { DeskScan } from './types'
import type { PresenceRow } from './wire'

const SEEDS = 25
const STEPS = 60
const PEOPLE = 6

beforeEach(() => setBench())
afterEach(() => clearBench())

function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}

/** A browser tab. Killed, it never hears of its requests again; the server may have got them. */
class Tab {
  readonly desk: DoorDesk
  readonly #kill: () => void

  static async open(server: DoorServer, random: () => number): Promise<Tab | null> {
    let kill = (): void => undefined
    const killed = new Promise<Result<never>>((resolve) => {
      kill = () => resolve({ ok: false, failure: NO_ANSWER })
    })
    const cut =
      <A extends unknown[], T>(call: (...given: A) => Promise<Result<T>>) =>
      (...given: A): Promise<Result<T>> =>
        Promise.race([killed, call(...given)])
    const network: Network = {
      postScans: cut((...given) => server.postScans(...given)),
      postUndo: cut((slug: string, key: string) => server.postUndo(slug, key)),
      requestRoster: cut((...given) => server.requestRoster(...given)),
      requestGates: cut(() => server.requestGates()),
      requestEvent: cut(() => server.requestEvent()),
      requestUser: cut(() => server.requestUser()),
      requestOwnDevice: cut(() => server.requestOwnDevice()),
    }
    const opening = openDoor('expo', { network, random })
    let result: Awaited<typeof opening> | null = null
    void opening.then((opened) => (result = opened))
    await until(() => result !== null)
    const opened = await opening
    return opened.ok ? new Tab(opened.value, kill) : null
  }

  constructor(desk: DoorDesk, kill: () => void) {
    this.desk = desk
    this.#kill = kill
  }

  async kill(): Promise<void> {
    this.desk.stop()
    this.#kill()
    await settle(10)
  }
}

/** What somebody at the door has seen, over all tabs and reloads. */
class Witness {
  /** Every scan that left 'saving': from then on it must not get lost. */
  readonly seen = new Map<string, DeskScan>()
  /** What was shown of a scan while the server had not spoken. */
  readonly shown = new Map<string, string>()
  readonly undone = new Set<string>()

  watch(desk: DoorDesk): void {
    const look = () => {
      for (const scan of desk.state().scans) this.#note(scan)
    }
    desk.subscribe(look)
    look()
  }

  #note(scan: DeskScan): void {
    if (scan.state === 'saving') return
    const before = this.seen.get(scan.key)
    if (before !== undefined) expect(scan.scannedAt).toBe(before.scannedAt)
    if (before?.answer) expect(scan.answer?.id ?? before.answer.id).toBe(before.answer.id)
    this.seen.set(scan.key, scan)
    if (scan.local !== null && scan.answer === null && scan.state !== 'undecided') {
      const { outcome } = scan.local
      expect(this.shown.get(scan.key) ?? outcome).toBe(outcome)
      this.shown.set(scan.key, outcome)
    }
    if (scan.undo !== null) this.undone.add(scan.key)
  }
}

const FATES: readonly Fate[] = [
  'answered',
  'answered',
  'lost',
  'answer lost',
  refusal(503, 'database_unavailable'),
  refusal(429, 'throttled', 3_000),
  refusal(401, 'not_authenticated'),
]

interface World {
  server: DoorServer
  witness: Witness
  tabs: Tab[]
  below: (below: number) => number
}

async function open(world: World): Promise<void> {
  const { server, below, tabs, witness } = world
  const tab = await Tab.open(server, () => below(1000) / 1000)
  if (tab === null) return
  tabs.push(tab)
  witness.watch(tab.desk)
}

/** One thing that happens. */
async function step(world: World, hasOthers: boolean): Promise<void> {
  const { server, below, tabs } = world
  const tab = tabs[below(tabs.length)]
  const what = below(20)
  if (tab === undefined || what === 0) await open(world)
  else if (what <= 7) scan(tab.desk, below)
  else if (what === 8) decide(tab.desk, below)
  else if (what === 9) takeBack(tab.desk, below)
  else if (what === 10) await reload(world, tab)
  else if (what === 11)
    server.fates = Array.from({ length: below(4) }, () => FATES[below(FATES.length)] ?? 'lost')
  else if (what === 12) server.fate = FATES[below(FATES.length)] ?? 'answered'
  else if (what === 13) tab.desk.hurry()
  else if (what === 14) server.delay = slow(below(4) * 1_100)
  else if (what === 15) await pass(below(20_000))
  else if (what >= 16 && what <= 17 && hasOthers) somebodyElse(server, below)
  else await pass(below(1_500))
  await settle(below(12))
}

function slow(ms: number): DoorServer['delay'] {
  return ms === 0 ? null : () => new Promise((go) => setTimeout(go, ms))
}

function scan(desk: DoorDesk, below: World['below']): void {
  desk.choose({ gate: 1, direction: below(4) === 0 ? 'exit' : 'entry' })
  const id = 1 + below(PEOPLE)
  const override = below(6) === 0 ? { override: { reason: 'Because' } } : {}
  const kind = below(10)
  if (kind === 0) desk.submit({ code: `NOBODY${String(id)}`, ...override })
  else if (kind === 1) desk.submit({ registrant: id, ...override })
  else desk.submit({ code: `CODE${String(id)}`, ...override })
}

function decide(desk: DoorDesk, below: World['below']): void {
  const scan = desk.state().scans.find(({ state }) => state === 'undecided')
  if (scan === undefined) return
  if (below(2) === 0) desk.letIn(scan.key, 'On the paper list')
  else desk.hold(scan.key)
}

function takeBack(desk: DoorDesk, below: World['below']): void {
  const { scans } = desk.state()
  const scan = scans[below(scans.length)]
  if (scan !== undefined && scan.state !== 'saving') desk.undo(scan.key)
}

async function reload(world: World, tab: Tab): Promise<void> {
  world.tabs.splice(world.tabs.indexOf(tab), 1)
  await tab.kill()
  await open(world)
}

/** Other doors let people in or out, and an organiser cancels some, or takes that back. */
function somebodyElse(server: DoorServer, below: World['below']): void {
  for (let id = 1 + below(2); id <= PEOPLE; id += 2) {
    const presence: PresenceRow = [1, below(2) === 0 ? 0 : 1, new Date().toISOString(), 1, 'Kim']
    const what = below(4)
    if (what === 0) server.change(id, { status: 'cancelled' })
    else if (what === 1) server.change(id, { status: 'registered', presences: new Map() })
    else server.change(id, { status: 'checked_in', presences: new Map([[1, presence]]) })
  }
}

/** The network works, somebody is signed in and decides what is open: all that waits is answered. */
async function calmDown(world: World): Promise<DoorDesk> {
  const { server, tabs } = world
  server.fates = []
  server.fate = 'answered'
  server.delay = null
  for (const tab of tabs.splice(0)) await tab.kill()
  await open(world)
  const desk = tabs[0]?.desk
  if (desk === undefined) throw new Error('The door does not open')
  await pass(2_000)
  for (const { key, state } of desk.state().scans) if (state === 'undecided') desk.hold(key)
  desk.hurry()
  await pass(40_000)
  return desk
}

function check({ server, witness }: World, desk: DoorDesk): void {
  expect(desk.state()).toMatchObject({ waiting: 0, isSignedOut: false })
  for (const [key, seen] of witness.seen) {
    const recorded = server.recorded.get(key)
    expect(recorded, `scan ${key} was lost; it was ${seen.state}`).toBeDefined()
    const last = desk.state().scans.find((scan) => scan.key === key)
    expect(last, `scan ${key} is not shown any more`).toMatchObject({
      state: 'answered',
      scannedAt: seen.scannedAt,
    })
    expect(last?.answer?.id).toBe(recorded?.answer.id)
    expect(recorded?.answer.scanned_at).toBe(seen.scannedAt)
    const shown = witness.shown.get(key)
    const isConflict = (shown === 'admitted' || shown === 'exited') && recorded?.answer.outcome === 'refused'
    expect(server.conflicts.has(key), `conflict of ${key}, shown as ${String(shown)}`).toBe(isConflict)
  }
  const answers = [...server.recorded.values()].map(({ answer }) => answer.id)
  expect(new Set(answers).size).toBe(answers.length)
  const sent = new Set(server.arrived.map((scan) => scan.idempotency_key))
  expect(new Set(server.recorded.keys())).toEqual(sent)
  checkUndos(server, witness, desk)
  checkPeople(server, desk)
}

function checkUndos(server: DoorServer, witness: Witness, desk: DoorDesk): void {
  for (const key of witness.undone) {
    const undo = desk.state().scans.find((scan) => scan.key === key)?.undo
    expect(undo, `undo of ${key}`).toBe(server.undone.includes(key) ? 'done' : 'refused')
  }
}

function checkPeople(server: DoorServer, desk: DoorDesk): void {
  for (const guest of server.guests.values()) {
    expect(desk.person(guest.id)).toMatchObject({
      status: guest.status,
      presences: [...guest.presences.values()].map(([area, inside, at]) => ({
        area,
        inside: inside === 1,
        at,
      })),
    })
  }
}

const seeds = Array.from({ length: SEEDS }, (_, seed) => seed)

describe.each([
  ['open doors', false],
  ['strict doors', true],
])('%s', (_, strict) => {
  test.each(seeds)('whatever happens (seed %i)', { timeout: 60_000 }, async (seed) => {
    const below = numbers(seed + (strict ? 1000 : 0))
    const server = new DoorServer()
    server.event = { ...server.event, strict_doors: strict }
    for (let id = 1; id <= PEOPLE; id++) server.guest(id)
    const world: World = { server, witness: new Witness(), tabs: [], below }
    await open(world)
    if (strict) server.delay = slow(1_500)
    for (let nth = 0; nth < STEPS; nth++) await step(world, seed % 2 === 0)
    const desk = await calmDown(world)
    check(world, desk)
    desk.stop()
  })
})
