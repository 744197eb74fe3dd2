import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { clearBench, opened, pass, setBench, settle, until } from '@/testing/doorBench'
import { DoorServer, type Fate, refusal } from '@/testing/doorServer'
import { scanAnswer } from '@/testing/samples'

import type { DoorDesk } from './desk'
import type { QueueItem, ScanItem, UndoItem } from './items'
import { Overlay } from './overlay'
import type { Outcome, Person } from './types'

const AT = '2025-11-20T09:00:00.000Z'

const mara: Person = {
  id: 7,
  name: 'Mara Lindqvist',
  company: 'Nordwind',
  passType: { id: 1, name: 'General', colour: '#0072b2' },
  status: 'registered',
  orderRef: '',
  attention: false,
  note: '',
  presences: [],
}

function scanItem(part: Partial<ScanItem> & { outcome?: Outcome } = {}): ScanItem {
  const { outcome = 'admitted', ...others } = part
  return {
    ...({
      kind: 'scan',
      seq: 1,
      version: 1,
      key: 'k',
      slug: 'expo',
      who: 'user:3',
      state: 'waiting',
    } as const),
    ...{ failure: null, answeredAt: null, answer: null, person: mara, registrant: null, code: 'CODE7' },
    ...{ gate: 1, area: 1, direction: 'entry', override: null, scannedAt: AT, shown: true, attempted: true },
    predicted: { outcome, reason: null, overridable: false, overridden: false, previous: null, rosterAt: 0 },
    ...others,
  }
}

function undoItem(part: Partial<UndoItem> = {}): UndoItem {
  return {
    ...({
      kind: 'undo',
      seq: 2,
      version: 1,
      key: 'u',
      slug: 'expo',
      who: 'user:3',
      state: 'waiting',
    } as const),
    ...{ failure: null, answeredAt: null, undoes: 'k', reason: '', registrant: 7, statusBefore: 'confirmed' },
    ...part,
  }
}

const over = (items: QueueItem[], person = mara, began = 0) => new Overlay(items, began, 'Ada').over(person)

describe('an own scan on top of the roster', () => {
  test('checks in, and says where, when and by whom', () => {
    expect(over([scanItem()])).toMatchObject({
      status: 'checked_in',
      presences: [{ area: 1, inside: true, at: AT, gate: 1, by: 'Ada' }],
    })
  })

  test('that was refused, failed, or waits for a person changes nothing', () => {
    for (const item of [
      scanItem({ outcome: 'refused' }),
      scanItem({ state: 'failed' }),
      scanItem({ state: 'undecided' }),
    ]) {
      expect(over([item])).toEqual(mara)
    }
  })

  test('does not go over what another door saw later', () => {
    const later = { area: 1, inside: false, at: '2025-11-20T09:05:00.000Z', gate: 2, by: 'Kim' }
    const gone: Person = { ...mara, status: 'checked_in', presences: [later] }
    expect(over([scanItem()], gone)).toEqual(gone)
  })

  test('stays until a roster brings it that was asked for after its answer', () => {
    const item = scanItem({ state: 'answered', answeredAt: 1000, answer: scanAnswer() })
    expect(over([item], mara, 1000).status).toBe('checked_in')
    expect(over([item], mara, 1001)).toEqual(mara)
  })

  test('is as often there as it is in the roster too: once', () => {
    const known = over([scanItem()])
    expect(over([scanItem()], known)).toEqual(known)
    expect(new Overlay([scanItem()], 0, 'Ada').moved(1, () => mara)).toBe(1)
    expect(new Overlay([scanItem()], 0, 'Ada').moved(1, () => known)).toBe(0)
  })

  test('is gone again when it was taken back', () => {
    expect(over([scanItem(), undoItem()])).toEqual({ ...mara, status: 'confirmed' })
    expect(over([undoItem()], over([scanItem()]))).toEqual({ ...mara, status: 'confirmed' })
    expect(over([scanItem(), undoItem({ state: 'failed' })]).status).toBe('checked_in')
  })
})

/** What one device should know, where no other scans: all that it did, in its order. */
class Expected {
  readonly people = new Map<number, { status: string; inside: boolean; was: boolean }>()

  of(id: number) {
    const known = this.people.get(id) ?? { status: 'registered', inside: false, was: false }
    this.people.set(id, known)
    return known
  }

  scan(id: number, direction: 'entry' | 'exit'): void {
    const person = this.of(id)
    if (direction === 'entry') Object.assign(person, { status: 'checked_in', inside: true, was: true })
    else if (person.inside) person.inside = false
  }

  undo(id: number): void {
    if (this.of(id).status === 'checked_in')
      this.people.set(id, { status: 'registered', inside: false, was: false })
  }
}

const FATES: readonly Fate[] = [
  'answered',
  'answered',
  'lost',
  'answer lost',
  refusal(503, 'database_unavailable'),
]

describe('over time, and over reloads', () => {
  beforeEach(() => setBench())
  afterEach(() => clearBench())

  function numbers(seed: number): (below: number) => number {
    let state = seed * 2654435761 + 1
    return (below) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return Math.floor((state / 0x80000000) * below)
    }
  }

  function check(desk: DoorDesk, expected: Expected): void {
    for (const [id, { status, inside, was }] of expected.people) {
      const presence = desk.person(id)?.presences[0]
      expect({
        id,
        status: desk.person(id)?.status,
        inside: presence?.inside ?? false,
        was: presence !== undefined,
      }).toEqual({ id, status, inside, was })
    }
  }

  test.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'nothing is forgotten and nothing is there twice (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      const below = numbers(seed)
      const server = new DoorServer()
      for (let id = 1; id <= 4; id++) server.guest(id)
      const expected = new Expected()
      let desk = await opened(server)
      const admitted: { key: string; id: number }[] = []
      for (let nth = 0; nth < 60; nth++) {
        const what = below(12)
        const id = 1 + below(4)
        if (what < 5) {
          const direction = below(3) === 0 ? 'exit' : 'entry'
          const before = expected.of(id)
          desk.choose({ direction })
          const { key } = desk.submit({ code: `CODE${String(id)}` })
          if (direction === 'entry' && before.status !== 'checked_in') admitted.push({ key, id })
          expected.scan(id, direction)
        } else if (what === 5 && admitted.length > 0) {
          const { key, id: whom } = admitted.pop() ?? { key: '', id: 0 }
          desk.undo(key)
          expected.undo(whom)
        } else if (what === 6) {
          await settle(10) // it is stored: a page that ends before that has shown nothing
          desk.stop()
          server.fate = 'answered' // somebody opens it again where there is a network, or there was one before
          desk = await opened(server)
        } else if (what === 7) server.fate = FATES[below(FATES.length)] ?? 'answered'
        else if (what === 8) await pass(below(20_000))
        else await pass(below(1_000))
        check(desk, expected)
        await settle(below(15))
        check(desk, expected)
      }
      server.fate = 'answered'
      desk.hurry()
      await until(() => desk.state().waiting === 0)
      check(desk, expected)
      await pass(40_000)
      check(desk, expected)
      desk.stop()
    },
  )
})
