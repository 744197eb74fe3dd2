import { beforeEach, describe, expect, test } from 'vitest'

import { codeHash, formatHash } from './code'
import { Roster } from './roster'
import type { PersonRow } from './wire'

const SALT = 'salt'
const hash = (code: string) => formatHash(codeHash(SALT, code))

function person(
  id: number,
  part: Partial<Record<'name' | 'company' | 'order' | 'note', string>> = {},
): PersonRow {
  const { name = `Person ${String(id)}`, company = 'Nordwind', order = '', note = '' } = part
  return [id, name, company, 1, 'registered', order, 0, note, [hash(`CODE${String(id)}`)], [], []]
}

let roster: Roster

beforeEach(() => {
  roster = new Roster(SALT)
  roster.usePassTypes([{ id: 1, name: 'General', colour: '#0072b2', position: 0 }])
})

describe('codes', () => {
  test('are found as they are, and in capitals', () => {
    roster.put(person(1))
    expect(roster.find('CODE1')).toMatchObject({ person: { id: 1 }, retired: false })
    expect(roster.find(' code1\n')).toMatchObject({ person: { id: 1 } })
    expect(roster.find('CODE2')).toBeNull()
  })

  test('that were replaced are known as such, and the new ones are found', () => {
    roster.put(person(1))
    const reissued = person(1)
    reissued[8] = [hash('NEW')]
    reissued[9] = [hash('CODE1')]
    roster.put(reissued)
    expect(roster.find('NEW')).toMatchObject({ person: { id: 1 }, retired: false })
    expect(roster.find('CODE1')).toMatchObject({ person: { id: 1 }, retired: true })
    expect(roster.chunk(0)).toEqual([reissued])
  })

  test('of one go before replaced ones of another, whatever the spelling', () => {
    const old = person(1)
    old[9] = [hash('abc')]
    const now = person(2)
    now[8] = [hash('ABC')]
    roster.put(old)
    roster.put(now)
    expect(roster.find('abc')).toMatchObject({ person: { id: 2 }, retired: false })
  })

  test('are forgotten when they are somebody’s no more', () => {
    for (let id = 1; id <= 3000; id++) roster.put(person(id))
    for (let id = 1; id <= 3000; id += 3) {
      const other = person(id)
      other[8] = [hash(`OTHER${String(id)}`)]
      roster.put(other)
    }
    for (let id = 1; id <= 3000; id++) {
      const isOther = id % 3 === 1
      expect(roster.find(`CODE${String(id)}`)?.person.id).toBe(isOther ? undefined : id)
      expect(roster.find(`OTHER${String(id)}`)?.person.id).toBe(isOther ? id : undefined)
    }
  })

  test('that are out of shape are nobody’s', () => {
    const odd = person(1)
    odd[8] = ['not a hash']
    roster.put(odd)
    expect(roster.size).toBe(1)
    expect(roster.find('CODE1')).toBeNull()
  })
})

describe('search', () => {
  beforeEach(() => {
    const people: [string, string][] = [
      ['Lena Müller', 'Atlas Freight'],
      ['Tom Mulder', 'Pelagic'],
      ['Ada Stone', 'Müller & Söhne'],
      ['王小明', '台灣積體電路'],
      ['Muhammad Ali', ''],
    ]
    people.forEach(([name, company], nth) => roster.put(person(nth + 1, { name, company })))
  })

  const found = (query: string) => roster.search(query, 30).map(({ name }) => name)

  test('finds the beginnings of words in any order, without accents and case', () => {
    expect(found('MÜLL')).toEqual(['Lena Müller', 'Ada Stone'])
    expect(found('muller lena')).toEqual(['Lena Müller'])
    expect(found('atl len')).toEqual(['Lena Müller'])
    expect(found('ller')).toEqual([])
  })

  test('puts names that begin like it first, then other names, then companies', () => {
    expect(found('mu')).toEqual(['Muhammad Ali', 'Lena Müller', 'Tom Mulder', 'Ada Stone'])
  })

  test('finds any part of a run without spaces', () => {
    expect(found('小明')).toEqual(['王小明'])
    expect(found('電路')).toEqual(['王小明'])
  })

  test('wants two letters, or one character that says as much, and finds nobody for none', () => {
    expect(found('王')).toEqual(['王小明'])
    expect(found('m')).toEqual([])
    expect(found(' & ')).toEqual([])
  })

  test('follows changes of names', () => {
    expect(found('tom')).toEqual(['Tom Mulder'])
    roster.put(person(2, { name: 'Thomas Mulder', company: 'Pelagic' }))
    expect(found('tom')).toEqual([])
    expect(found('thomas')).toEqual(['Thomas Mulder'])
    expect(found('lena')).toEqual(['Lena Müller'])
  })

  test('gives the row that it found, in every block of a thousand', () => {
    for (let id = 6; id <= 5000; id++) roster.put(person(id, { name: `Guest n${String(id)}x` }))
    for (const id of [6, 999, 1000, 1001, 2000, 2001, 4999, 5000]) {
      expect(roster.search(`n${String(id)}x`, 5).map((one) => one.id)).toEqual([id])
    }
  })

  test('agrees with a plain look through everybody', () => {
    const parts = ['an', 'anna', 'ben', 'bea', 'müll', 'muller', 'o', 'ohara']
    const many = new Roster(SALT)
    const names: string[] = []
    for (let id = 0; id < 512; id++) {
      const name = [id & 7, (id >> 3) & 7, (id >> 6) & 7].map((at) => parts[at]).join(' ')
      names.push(name)
      many.put(person(id + 1, { name, company: '' }))
    }
    for (const query of ['an', 'anna be', 'mu mull', 'oh an', 'ben bea']) {
      const wanted = query.split(' ')
      const expected = names.flatMap((name, id) => {
        const folded = name.replaceAll('ü', 'u').split(' ')
        return wanted.every((word) => folded.some((one) => one.startsWith(word))) ? [id + 1] : []
      })
      const ids = many.search(query, 1000).map(({ id }) => id)
      expect(ids.sort((a, b) => a - b)).toEqual(expected)
    }
  })
})

test('a party is who has the same order, by name', () => {
  roster.put(person(1, { name: 'Zoe', order: 'A-1' }))
  roster.put(person(2, { name: 'Bea', order: 'A-1' }))
  roster.put(person(3, { name: 'Ann', order: 'A-1' }))
  roster.put(person(4, { name: 'Alone' }))
  roster.put(person(5, { name: 'Alone too' }))
  expect(roster.party(1).map(({ name }) => name)).toEqual(['Ann', 'Bea'])
  expect(roster.party(4)).toEqual([])
  expect(roster.party(99)).toEqual([])
})

test('a person is as the server said, and comes back out as it went in', () => {
  const row: PersonRow = [
    ...([7, 'Mara Lindqvist', 'Nordwind', 1, 'checked_in', 'A-1', 1, 'Check the ID'] as const),
    [hash('CODE7')],
    [hash('OLD7'), hash('OLDER7')],
    [
      [1, 1, '2025-11-20T09:00:00.123Z', 3, 'North door'],
      [2, 0, '2025-11-20T08:00:00.000Z', 4, 'Ada'],
    ],
  ]
  roster.put(row)
  expect(roster.person(7)).toEqual({
    id: 7,
    name: 'Mara Lindqvist',
    company: 'Nordwind',
    passType: { id: 1, name: 'General', colour: '#0072b2' },
    status: 'checked_in',
    orderRef: 'A-1',
    attention: true,
    note: 'Check the ID',
    presences: [
      { area: 1, inside: true, at: '2025-11-20T09:00:00.123Z', gate: 3, by: 'North door' },
      { area: 2, inside: false, at: '2025-11-20T08:00:00.000Z', gate: 4, by: 'Ada' },
    ],
  })
  expect(roster.chunk(0)).toEqual([row])
})

test('people inside an area are counted as the rows say, however often they change', () => {
  const inside = (id: number, areas: [number, 0 | 1][]): PersonRow => {
    const row = person(id)
    row[10] = areas.map(([area, is]) => [area, is, '2025-11-20T09:00:00Z', 1, 'Ada'])
    return row
  }
  roster.put(
    inside(1, [
      [1, 1],
      [2, 1],
    ]),
  )
  roster.put(inside(2, [[1, 1]]))
  roster.put(
    inside(1, [
      [1, 0],
      [2, 1],
    ]),
  )
  roster.put(inside(3, [[1, 0]]))
  roster.put(inside(3, [[1, 1]]))
  roster.put(inside(3, [[1, 1]]))
  expect([roster.insideOf(1), roster.insideOf(2), roster.insideOf(3)]).toEqual([2, 1, 0])
})

test('only chunks that changed are named, once', () => {
  for (let id = 1; id <= 2500; id++) roster.put(person(id))
  expect(roster.takeDirty()).toEqual([0, 1, 2])
  expect(roster.takeDirty()).toEqual([])
  roster.put(person(1500, { note: 'News' }))
  expect(roster.takeDirty()).toEqual([1])
  expect(roster.chunk(2)).toHaveLength(500)
})

test('somebody new whose number is out of order is found like all others', () => {
  for (const id of [10, 20, 30, 5, 25, 40]) roster.put(person(id))
  for (const id of [10, 20, 30, 5, 25, 40]) expect(roster.person(id)?.id).toBe(id)
  expect(roster.person(15)).toBeNull()
  expect(roster.size).toBe(6)
})
