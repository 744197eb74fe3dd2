import { describe, expect, test } from 'vitest'

import type { Counts, Device, GatesNow } from '@/api/types'
import { counts, device, gatesNow } from '@/testing/samples'

import { type Attention, attentionOf, countOf, type Facts, gateMarks } from './attention'

const now = Date.parse('2025-11-20T09:00:00Z')
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

const gate = (id: number, part: Partial<Counts['gates'][number]> = {}) => ({
  ...{ id, name: `Gate ${String(id)}`, area: 1, admitted: 0, exited: 0, refused: 0, per_minute: 0 },
  ...part,
})
const minutes = (id: number, part: Partial<GatesNow['gates'][number]> = {}) => ({
  ...{ id, admitted: 0, refused: 0, refused_since: null, last_admitted_at: null },
  ...part,
})
const facts = (part: Partial<Facts>): Facts => ({
  now,
  counts: counts({ gates: [gate(1), gate(2)] }),
  ...part,
})
const kinds = (part: Partial<Facts>) => attentionOf(facts(part)).map(({ kind }) => kind)

test('all is well', () => {
  expect(
    attentionOf(facts({ gatesNow: gatesNow(), conflicts: { open: [], count: 0 }, devices: [] })),
  ).toEqual([])
})

const lostAt = (gate: number) => device({ gate, last_seen: ago(30) })

describe('refusals', () => {
  test.each([
    [4, 0, false],
    [5, 0, true],
    [5, 20, true],
    [5, 21, false],
    [40, 100, true],
  ])('%i beside %i admissions are a burst: %s', (refused, admitted, isBurst) => {
    const told = gatesNow({ gates: [minutes(2, { refused, admitted, refused_since: ago(3) })] })
    const found = attentionOf(facts({ gatesNow: told }))
    expect(found.map(({ id, since }) => [id, since])).toEqual(isBurst ? [['refusals 2', ago(3)]] : [])
  })
})

describe('a gate', () => {
  test.each([
    ['lets nobody in for ten minutes', 10, 10, ['silent']],
    ['paused just now', 9, 10, []],
    ['is quiet like its neighbour', 30, 9, []],
    ['was closed hours ago', 120, 50, []],
  ])('that %s', (_, silence, neighbour, expected) => {
    const told = gatesNow({
      gates: [minutes(1, { last_admitted_at: ago(silence) }), minutes(2, { admitted: neighbour })],
    })
    expect(kinds({ gatesNow: told })).toEqual(expected)
  })

  test('of another area is no neighbour', () => {
    const told = gatesNow({
      gates: [minutes(1, { last_admitted_at: ago(15) }), minutes(2, { admitted: 50 })],
    })
    const apart = counts({ gates: [gate(1), gate(2, { area: 2 })] })
    expect(kinds({ counts: apart, gatesNow: told })).toEqual([])
  })

  describe('that let nobody in all day', () => {
    const arrivals = { last_1m: 4, last_5m: 20, last_15m: 30 }
    const standing = device({ gate: 1, last_seen: ago(1) })
    const beside = (others: number[], devices: Device[] = [], part: Partial<Counts> = {}) => {
      const gates = [minutes(1), ...others.map((admitted, nth) => minutes(nth + 2, { admitted }))]
      return attentionOf(
        facts({
          counts: counts({ gates: gates.map(({ id }) => gate(id)), arrivals, ...part }),
          gatesNow: gatesNow({ gates }),
          devices,
        }),
      )
    }
    const silent = { kind: 'silent', id: 'silent 1', gate: 'Gate 1', gateId: 1, since: null }

    test.each<[string, boolean, number[], Device[]]>([
      ['is silent beside a busy one', true, [10], []],
      ['is silent where each of the others is busy', true, [10, 12], []],
      ['may be closed where one of the others is quiet, too', false, [20, 0], []],
      ['is silent there with a device', true, [20, 9], [standing]],
      ['is silent with no more than a lost device only beside busy ones', false, [20, 9], [lostAt(1)]],
      ['is quiet like its neighbours', false, [5, 4], [standing]],
    ])('%s', (_, isSilent, others, devices) => {
      const found = beside(others, devices).filter(({ kind }) => kind !== 'lost')
      expect(found.filter(({ id }) => id === 'silent 1')).toEqual(isSilent ? [silent] : [])
    })

    test('is not silent when the doors only just opened, nor when people leave by it', () => {
      expect(beside([20], [], { arrivals: { ...arrivals, last_15m: 20 } })).toEqual([])
      expect(beside([20], [], { gates: [gate(1, { exited: 3 }), gate(2)] })).toEqual([])
    })
  })

  test.each([
    [12, 12, ['busy', 'busy']],
    [11, 6, [undefined, undefined]],
    [8, 4, ['busy', undefined]],
    [3, 0, [undefined, undefined]],
  ])('with %i a minute beside one with %i', (one, other, expected) => {
    const busy = counts({ gates: [gate(1, { per_minute: one }), gate(2, { per_minute: other })] })
    const marks = gateMarks(facts({ counts: busy }))
    expect([marks.get(1), marks.get(2)]).toEqual(expected)
  })

  test('alone in its area is busy only by its own measure', () => {
    const marks = (rate: number) =>
      gateMarks(facts({ counts: counts({ gates: [gate(1, { per_minute: rate })] }) }))
    expect([marks(11).get(1), marks(12).get(1)]).toEqual([undefined, 'busy'])
  })
})

describe('a device', () => {
  const seen = (minutes: number, part: Partial<Device> = {}) => device({ last_seen: ago(minutes), ...part })
  test.each<[string, Device, Attention['kind'][]]>([
    ['online', seen(0.2), []],
    ['online with a scan on its way', seen(0.2, { waiting: 3 }), []],
    ['online with scans that pile up', seen(0.2, { waiting: 10 }), ['waiting']],
    ['away with a scan', seen(1, { waiting: 1 }), ['waiting']],
    ['away since yesterday with a scan', seen(1_500, { waiting: 1 }), ['waiting']],
    ['away for a moment', seen(1.9), []],
    ['lost', seen(2), ['lost']],
    ['put away', seen(120), []],
    ['switched off', seen(5, { waiting: 9, revoked_at: ago(1) }), []],
    ['never seen', device({ last_seen: null }), []],
    ['that does not tell', seen(0, { waiting: null }), []],
  ])('%s', (_, one, expected) => {
    expect(kinds({ devices: [one] })).toEqual(expected)
  })
})

describe('a place', () => {
  test.each([
    [449, 500, []],
    [450, 500, ['nearly_full']],
    [499, 500, ['nearly_full']],
    [500, 500, ['full']],
    [510, 500, ['full']],
    [9_000, null, []],
  ])('with %i of %s', (inside, capacity, expected) => {
    expect(kinds({ counts: counts({ inside, capacity }) })).toEqual(expected)
    const area = { id: 3, name: 'Lounge', inside, capacity }
    expect(kinds({ counts: counts({ inside: 0, areas: [area] }) })).toEqual(expected)
  })
})

const tried = {
  at: ago(1),
  registrant: { id: 7, name: 'Mara', company: '' },
  gate: 'Gate 2',
  first_gate: 'Gate 1',
  first_at: ago(3),
}

test('many tickets at two doors are one line, and each of them counts', () => {
  const twice = (count: number) =>
    Array.from({ length: count }, (_, nth) => ({
      ...tried,
      at: ago(nth),
      registrant: { ...tried.registrant, id: nth },
    }))
  expect(kinds({ gatesNow: gatesNow({ twice: twice(3) }) })).toEqual(['twice', 'twice', 'twice'])
  const many = attentionOf(facts({ gatesNow: gatesNow({ twice: twice(4) }) }))
  expect(many).toEqual([{ kind: 'twice_many', id: 'twice', all: twice(4), since: ago(3) }])
  expect(countOf(many)).toBe(4)
})

test('the most urgent comes first, and every conflict counts', () => {
  const all = attentionOf({
    now,
    counts: counts({
      gates: [gate(1), gate(2)],
      inside: 455,
      areas: [{ id: 3, name: 'Lounge', inside: 5, capacity: 5 }],
    }),
    gatesNow: gatesNow({
      gates: [minutes(1, { last_admitted_at: ago(20) }), minutes(2, { admitted: 10, refused: 9 })],
      twice: [tried],
    }),
    conflicts: { open: [], count: 3 },
    devices: [device({ last_seen: ago(3) })],
  })
  expect(all.map(({ kind }) => kind)).toEqual([
    'full',
    'conflicts',
    'twice',
    'refusals',
    'lost',
    'silent',
    'nearly_full',
  ])
  expect(countOf(all)).toBe(9)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})
