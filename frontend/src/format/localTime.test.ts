import { expect, test } from 'vitest'

import { between, laterOn, localTime, momentOf } from './localTime'

test.each([
  ['2026-05-01T09:00', 'Europe/Berlin', '2026-05-01T07:00:00.000Z'],
  ['2026-12-01T09:00', 'Europe/Berlin', '2026-12-01T08:00:00.000Z'],
  ['2026-05-01T00:15', 'Asia/Kathmandu', '2026-04-30T18:30:00.000Z'],
  ['2026-05-01T23:30', 'America/Los_Angeles', '2026-05-02T06:30:00.000Z'],
  ['2026-05-01T09:00', 'UTC', '2026-05-01T09:00:00.000Z'],
])('%s in %s is %s, and back', (local, zone, moment) => {
  expect(momentOf(local, zone)).toBe(moment)
  expect(localTime(moment, zone)).toBe(local)
})

test('around the change of clocks', () => {
  expect(momentOf('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z')
  expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).toBeNull()
  expect(momentOf('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
  expect(momentOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
  expect(momentOf('2026-10-25T03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z')
  expect(momentOf('2026-04-05T01:45', 'Australia/Lord_Howe')).toBe('2026-04-04T14:45:00.000Z')
})

test('what is no time is no moment', () => {
  expect(momentOf('', 'Europe/Berlin')).toBeNull()
  expect(momentOf('2026-13-01T09:00', 'Europe/Berlin')).toBeNull()
})

test('a time moves on its own clock', () => {
  expect(laterOn('2026-12-31T18:00', 8 * 3_600_000)).toBe('2027-01-01T02:00')
  expect(laterOn('', 1000)).toBe('')
  expect(between('2026-05-01T09:00', '2026-05-02T08:30')).toBe(23.5 * 3_600_000)
  expect(between('', '2026-05-02T08:30')).toBeNaN()
})
