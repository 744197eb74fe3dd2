import { expect, test } from 'vitest'

import type { Event } from '@/api/types'

import { blankForm, bodyOf, changesOf, formOf, nextYear, withStart, wrongTimes } from './eventForm'

const EVENT: Event = {
  slug: 'expo',
  name: 'Expo',
  venue: 'Hall 7',
  timezone: 'Asia/Taipei',
  starts_at: '2026-05-01T01:00:30+00:00',
  ends_at: '2026-05-01T10:00:00+00:00',
  capacity: 500,
  requires_confirmation: false,
  strict_doors: false,
  closed: false,
  archived: false,
}

test('an event is edited in its own time, whatever the browser has', () => {
  expect(formOf(EVENT)).toMatchObject({
    starts: '2026-05-01T09:00',
    ends: '2026-05-01T18:00',
    capacity: '500',
  })
})

test('a form that nobody touched changes nothing, not even the seconds', () => {
  expect(changesOf(EVENT, formOf(EVENT))).toEqual({})
})

test('only what was changed is sent', () => {
  const form = { ...formOf(EVENT), name: ' Expo 2026 ', capacity: '' }
  expect(changesOf(EVENT, form)).toEqual({ name: 'Expo 2026', capacity: null })
})

test('in another time zone the same times are other moments', () => {
  expect(changesOf(EVENT, { ...formOf(EVENT), timezone: 'Europe/Berlin' })).toEqual({
    timezone: 'Europe/Berlin',
    starts_at: '2026-05-01T07:00:00.000Z',
    ends_at: '2026-05-01T16:00:00.000Z',
  })
})

test('a new event begins tomorrow in its own place', () => {
  const late = Date.parse('2026-05-01T20:00:00Z')
  expect(blankForm(late, 'Asia/Taipei')).toMatchObject({
    starts: '2026-05-03T09:00',
    ends: '2026-05-03T18:00',
  })
  expect(blankForm(late, 'Europe/Berlin').starts).toBe('2026-05-02T09:00')
})

test('another start takes the end along, unless there is none to take', () => {
  const times = { starts: '2026-05-01T09:00', ends: '2026-05-02T18:00' }
  expect(withStart(times, '2026-06-01T10:00')).toEqual({
    starts: '2026-06-01T10:00',
    ends: '2026-06-02T19:00',
  })
  expect(withStart(times, '')).toEqual({ ...times, starts: '' })
  expect(withStart({ ...times, starts: '' }, '2026-06-01T10:00').ends).toBe(times.ends)
})

test('a copy begins on the same day of the week', () => {
  expect(nextYear({ starts: '2026-05-01T09:00', ends: '2026-05-01T18:00' })).toEqual({
    starts: '2027-04-30T09:00',
    ends: '2027-04-30T18:00',
  })
})

test('a time that is missing or leapt over is named', () => {
  const form = { ...formOf(EVENT), timezone: 'Europe/Berlin', starts: '', ends: '2026-03-29T02:30' }
  expect(Object.keys(wrongTimes(form, form.timezone))).toEqual(['starts_at', 'ends_at'])
  expect(wrongTimes(formOf(EVENT), 'Asia/Taipei')).toEqual({})
  expect(bodyOf(formOf(EVENT)).starts_at).toBe('2026-05-01T01:00:00.000Z')
})
