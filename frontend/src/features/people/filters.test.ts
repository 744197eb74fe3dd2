import { expect, test } from 'vitest'

import {
  apiQuery,
  downloadAddress,
  isFiltered,
  NO_FILTERS,
  readFilters,
  SORTS,
  writeFilters,
} from './filters'

test('filters survive the way through the address', () => {
  const filters = {
    q: 'Müller & Söhne',
    status: 'checked_in',
    pass: '3',
    company: 'Nord + Wind',
    gate: '7',
    from: '2026-05-01T09:00:00+02:00',
    to: '2026-05-01T08:00:00.000Z',
    sort: '-checked_in_at',
  } as const
  expect(readFilters(writeFilters(filters))).toEqual(filters)
  for (const sort of SORTS) expect(readFilters(writeFilters({ ...filters, sort })).sort).toBe(sort)
})

test('no filter, no query', () => {
  expect(writeFilters(NO_FILTERS)).toBe('')
  expect(isFiltered({ ...NO_FILTERS, sort: 'status' })).toBe(false)
  expect(isFiltered({ ...NO_FILTERS, gate: '1' })).toBe(true)
})

test.each(['sort=shoe-size', 'status=dancing', 'pass=VIP', 'gate=-1', 'from=now', 'to=2026-05-01T09:00'])(
  'what nobody can filter by is passed over: %s',
  (search) => {
    expect(readFilters(`?${search}`)).toEqual(NO_FILTERS)
  },
)

test('the API is asked for what is filtered, and for nothing else', () => {
  expect(apiQuery(NO_FILTERS)).toEqual({ ordering: 'name' })
  expect(apiQuery({ ...NO_FILTERS, status: 'cancelled', pass: '3', sort: '-name' })).toEqual({
    status: ['cancelled'],
    pass_type: 3,
    ordering: '-name',
  })
  const address = downloadAddress('/export/', { ...NO_FILTERS, company: 'A&B' }, { format: 'csv' })
  expect(address).toBe('/export/?format=csv&company=A%26B&ordering=name')
})
