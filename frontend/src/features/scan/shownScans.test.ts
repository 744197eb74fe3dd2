import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { DeskScan, DoorState, Person } from '@/door/types'
import { doorState } from '@/testing/doorState'
import { person } from '@/testing/people'
import { scanAnswer } from '@/testing/samples'
import { deskScan, localVerdict } from '@/testing/scans'

import { type Heard, ShownScans } from './shownScans'

let state: DoorState
let listeners: Set<() => void>
let heard: Heard[]
let shown: ShownScans
let stop: () => void
let party: Person[]

beforeEach(() => {
  vi.useFakeTimers()
  state = doorState()
  listeners = new Set()
  party = []
  open()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

function open(): void {
  heard = []
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  shown = new ShownScans({ subscribe, state: () => state, party: () => party })
  stop = shown.start((one) => heard.push(one))
}

function change(part: Partial<DoorState>): void {
  state = { ...state, ...part }
  for (const listener of listeners) listener()
}

/** A scan as the desk takes it: being stored, then decided. */
function scan(key: string, part: Partial<DeskScan> = {}): void {
  const local = part.state === 'undecided' ? null : localVerdict()
  change({ scans: [deskScan(key, { state: 'saving', tries: 0 }), ...state.scans] })
  set(key, { state: 'sending', local, person: person(7), ...part })
}

function set(key: string, part: Partial<DeskScan>): void {
  change({ scans: state.scans.map((one) => (one.key === key ? { ...one, ...part } : one)) })
}

const REFUSED = { local: localVerdict({ outcome: 'refused', reason: 'cancelled' }) } as const
const CONTRADICTED = {
  state: 'answered',
  answer: scanAnswer({ outcome: 'refused', reason: 'cancelled' }),
} as const

const onCard = () => shown.state()?.scan.key ?? null

test('nothing is shown before the scan is stored', () => {
  change({ scans: [deskScan('a', { state: 'saving' })] })
  expect(onCard()).toBeNull()
  expect(heard).toEqual([])
})

test('an admission goes by itself, a refusal stays', () => {
  scan('a')
  vi.advanceTimersByTime(2400)
  expect(onCard()).toBe('a')
  vi.advanceTimersByTime(100)
  expect(onCard()).toBeNull()
  scan('b', REFUSED)
  vi.advanceTimersByTime(3_600_000)
  expect(onCard()).toBe('b')
  shown.dismiss()
  expect(onCard()).toBeNull()
})

test('the answer of the server does not prolong the card', () => {
  scan('a')
  vi.advanceTimersByTime(2000)
  set('a', { state: 'answered', answer: scanAnswer() })
  expect(shown.state()?.verdict.isSaved).toBe(true)
  vi.advanceTimersByTime(500)
  expect(onCard()).toBeNull()
})

test('a new scan takes the place of any other, which does not come back', () => {
  scan('a', REFUSED)
  scan('b')
  expect(onCard()).toBe('b')
  vi.advanceTimersByTime(2500)
  expect(onCard()).toBeNull()
})

test('what was scanned before the page was loaded is not shown again', () => {
  stop()
  state = doorState({ scans: [deskScan('old', REFUSED)] })
  open()
  expect(onCard()).toBeNull()
  expect(heard).toEqual([])
})

test('what another tab has scanned is shown there', () => {
  change({ scans: [deskScan('other', REFUSED)] })
  expect(onCard()).toBeNull()
  expect(heard).toEqual([])
})

describe('a decision that is needed', () => {
  test('stays, also over a reload; the scan after it follows', () => {
    scan('a', { state: 'undecided' })
    scan('b', REFUSED)
    expect(onCard()).toBe('a')
    stop()
    open()
    expect(onCard()).toBe('a')
  })

  test('is not cleared by a key, and makes room once it is made', () => {
    scan('a', { state: 'undecided' })
    scan('b', REFUSED)
    shown.clear()
    expect(onCard()).toBe('a')
    set('a', { state: 'waiting', local: localVerdict({ overridden: true }) })
    expect(onCard()).toBe('b')
  })
})

describe('a contradiction', () => {
  test('comes back to the card, whatever was shown, and stays until it is dismissed', () => {
    scan('a')
    vi.advanceTimersByTime(2500)
    set('a', CONTRADICTED)
    scan('b')
    vi.advanceTimersByTime(10_000)
    expect(shown.state()?.verdict.kind).toBe('contradicted')
    shown.dismiss()
    expect(onCard()).toBe('b')
  })

  test('of many at once makes one noise, and each its card', () => {
    for (const key of ['a', 'b', 'c']) scan(key)
    heard = []
    change({ scans: state.scans.map((one) => ({ ...one, ...CONTRADICTED })) })
    expect(heard.map(({ verdict }) => verdict.kind)).toEqual(['contradicted'])
    expect(shown.state()).toMatchObject({ scan: { key: 'c' }, more: 2 })
    shown.dismiss()
    expect(shown.state()).toMatchObject({ scan: { key: 'a' }, more: 1 })
    shown.dismissAll()
    expect(onCard()).toBeNull()
  })
})

describe('what is heard', () => {
  test('is each scan once, whether the server is there or not', () => {
    scan('a')
    change({ isOnline: false })
    set('a', { state: 'waiting', tries: 2 })
    set('a', { state: 'answered', answer: scanAnswer() })
    expect(heard.map(({ key, isNew }) => [key, isNew])).toEqual([['a', true]])
  })

  test('is the verdict when the wait for it is over', () => {
    scan('a', { local: null })
    set('a', { state: 'answered', answer: scanAnswer() })
    expect(heard.map(({ verdict }) => verdict.kind)).toEqual(['waiting', 'admitted'])
  })

  test('is an undo too, after the card has gone', () => {
    scan('a')
    vi.advanceTimersByTime(2500)
    set('a', { undo: 'waiting' })
    set('a', { undo: 'done' })
    expect(heard.at(-1)?.verdict.kind).toBe('undone')
    expect(heard).toHaveLength(2)
    expect(onCard()).toBeNull()
  })
})

test('after a slip of the hand the note that was up is up again', () => {
  scan('a', { person: person(7, { note: 'VIP' }) })
  const previous = { at: '2025-11-20T09:00:00Z', gate: 'Main', by: '', secondsAgo: 2, sameDevice: true }
  scan('b', { local: localVerdict({ outcome: 'refused', reason: 'already_inside', previous }) })
  expect(shown.state()?.verdict.kind).toBe('repeat')
  vi.advanceTimersByTime(1000)
  expect(onCard()).toBe('a')
})

describe('people of one order', () => {
  test('are offered with the first of them, for as long as somebody may want them', () => {
    party = [person(8, { name: 'Ana' }), person(9, { name: 'Ben', status: 'cancelled' })]
    scan('a')
    expect(shown.state()?.party.map(({ name }) => name)).toEqual(['Ana'])
    vi.advanceTimersByTime(60_000)
    expect(onCard()).toBe('a')
  })

  test('share a card, led by whoever most needs a person', () => {
    scan('a')
    scan('b')
    scan('c', REFUSED)
    scan('d')
    shown.together(['b', 'c', 'd'])
    expect(onCard()).toBe('c')
    expect(shown.state()?.others.map((other) => other.scan.key)).toEqual(['b', 'd'])
    shown.dismiss()
    expect(onCard()).toBeNull()
  })
})
