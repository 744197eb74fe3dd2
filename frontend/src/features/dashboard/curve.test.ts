import { describe, expect, test } from 'vitest'

import { bucketsOf, dayStart, earlierSpan, momentShown, peakOf, spanOf, ticksTo, timeMarks } from './curve'

const at = (iso: string) => Date.parse(iso)
const expo = {
  starts_at: '2026-05-01T08:00:00Z',
  ends_at: '2026-05-03T18:00:00Z',
  timezone: 'Asia/Taipei',
}
const party = { starts_at: '2026-05-01T12:00:00Z', ends_at: '2026-05-01T20:00:00Z', timezone: 'Asia/Taipei' }

describe('the day', () => {
  test('begins at midnight where the event is', () => {
    expect(dayStart(expo, at('2026-05-01T15:59:00Z'))).toBe(at('2026-04-30T16:00:00Z'))
    expect(dayStart(expo, at('2026-05-01T16:00:00Z'))).toBe(at('2026-05-01T16:00:00Z'))
  })

  test.each([
    ['10:00', '01:00', '05:30'],
    ['09:00', '00:00', '04:30'],
    ['18:00', '00:50', '09:15'],
  ])('of an event from %s to %s begins in the middle of its pause', (opens, closes, begins) => {
    const { timezone } = party
    const local = (time: string) => new Date(`${time}:00+08:00`).toISOString()
    const event = {
      starts_at: local(`2026-05-01T${opens}`),
      ends_at: local(`2026-05-02T${closes}`),
      timezone,
    }
    const day = at(local(`2026-05-01T${begins}`))
    for (const time of [opens, '12:00', '18:30', '23:59', begins]) {
      expect(dayStart(event, at(local(`2026-05-01T${time}`)))).toBe(day)
    }
    expect(dayStart(event, at(event.ends_at))).toBe(day)
    expect(dayStart(event, at(local(`2026-05-02T${begins}`)))).toBe(day + 86_400_000)
    const span = spanOf('day', event, day, at(event.starts_at), [])
    expect(span.from).toBe(at(event.starts_at))
    expect(span.to).toBeGreaterThanOrEqual(at(event.ends_at))
  })

  test('of a night keeps its date where the clocks were put forward', () => {
    const event = {
      starts_at: '2026-03-29T18:00:00Z',
      ends_at: '2026-03-30T00:00:00Z',
      timezone: 'Europe/Berlin',
    }
    expect(dayStart(event, at('2026-03-29T22:30:00Z'))).toBe(at('2026-03-29T09:00:00Z'))
  })

  test('begins at noon for an event that goes on until as long past midnight as it began before it', () => {
    expect(dayStart(party, at('2026-05-01T17:00:00Z'))).toBe(at('2026-05-01T04:00:00Z'))
    expect(dayStart(party, at('2026-05-01T13:00:00Z'))).toBe(at('2026-05-01T04:00:00Z'))
  })

  test('begins an hour later where the clocks leap over midnight', () => {
    const event = { ...expo, timezone: 'Africa/Cairo' }
    expect(dayStart(event, at('2026-04-24T10:00:00Z'))).toBe(at('2026-04-23T22:00:00Z'))
  })

  test('is the last one of an event that is long over', () => {
    expect(momentShown(expo, at('2026-06-01T00:00:00Z'))).toBe(at(expo.ends_at))
    expect(momentShown(expo, at('2026-05-02T00:00:00Z'))).toBe(at('2026-05-02T00:00:00Z'))
  })

  test('has no earlier ones on the first, and a week of them at most', () => {
    const first = dayStart(expo, at(expo.starts_at))
    expect(earlierSpan(expo, first)).toEqual({ from: first, to: first })
    const third = dayStart(expo, at(expo.ends_at))
    expect(earlierSpan(expo, third)).toEqual({ from: first, to: third })
    const late = first + 30 * 86_400_000
    expect(earlierSpan(expo, late).from).toBe(late - 7 * 86_400_000)
  })
})

describe('the span', () => {
  const day = dayStart(expo, at('2026-05-01T09:30:20Z'))

  test('of an hour ends with the minute that goes on', () => {
    expect(spanOf('1h', expo, day, at('2026-05-01T09:30:20Z'), [])).toEqual({
      from: at('2026-05-01T08:31:00Z'),
      to: at('2026-05-01T09:31:00Z'),
    })
  })

  test('of a day reaches from the doors to the end, and to whoever came before', () => {
    const early = [{ at: at('2026-05-01T05:10:00Z'), n: 1 }]
    expect(spanOf('day', expo, day, at('2026-05-01T09:30:20Z'), early)).toEqual({
      from: at('2026-05-01T05:00:00Z'),
      to: at('2026-05-01T16:00:00Z'),
    })
  })
})

test('buckets add up the minutes, and the line begins with all that came before', () => {
  const day = at('2026-05-01T00:00:00Z')
  const minutes = [
    { at: at('2026-05-01T07:00:00Z'), n: 7 },
    { at: at('2026-05-01T08:01:00Z'), n: 2 },
    { at: at('2026-05-01T08:04:00Z'), n: 3 },
    { at: at('2026-05-01T08:05:00Z'), n: 4 },
  ]
  const span = { from: at('2026-05-01T08:00:00Z'), to: at('2026-05-01T08:15:00Z') }
  const shown = bucketsOf(span, 300_000, day, at('2026-05-01T08:07:00Z'), minutes)
  expect(shown.map(({ n, total, earlier }) => [n, total, earlier])).toEqual([
    [5, 12, null],
    [4, 16, null],
    [0, null, null],
  ])
})

test('shortly after midnight the evening before has its bars, and the line begins at midnight', () => {
  const day = at('2026-05-02T00:00:00Z')
  const minutes = [
    { at: at('2026-05-01T23:58:00Z'), n: 7 },
    { at: at('2026-05-02T00:01:00Z'), n: 2 },
  ]
  const span = { from: day - 300_000, to: day + 300_000 }
  const shown = bucketsOf(span, 300_000, day, day + 240_000, minutes, minutes.slice(0, 1))
  expect(shown.map(({ n, total, earlier }) => [n, total, earlier])).toEqual([
    [7, null, null],
    [2, 2, 0],
  ])
})

test('behind a day lies the average of the days before it', () => {
  const day = at('2026-05-03T00:00:00Z')
  const earlier = [
    { at: at('2026-05-01T08:00:00Z'), n: 10 },
    { at: at('2026-05-02T08:00:00Z'), n: 20 },
    { at: at('2026-05-02T08:10:00Z'), n: 6 },
  ]
  const span = { from: at('2026-05-03T08:00:00Z'), to: at('2026-05-03T08:15:00Z') }
  const behind = (bucketMs: number) =>
    bucketsOf(span, bucketMs, day, span.to, [], earlier).map((bucket) => bucket.earlier)
  expect(behind(900_000)).toEqual([18])
  expect(behind(300_000)).toEqual([15, 0, 3])
  expect(behind(60_000).slice(0, 2)).toEqual([3, 3])
})

test('the peak is the first of the busiest minutes', () => {
  expect(peakOf([], 0)).toBeNull()
  expect(
    peakOf(
      [
        { at: 0, n: 9 },
        { at: 1, n: 2 },
        { at: 2, n: 5 },
        { at: 3, n: 5 },
      ],
      1,
    ),
  ).toEqual({ at: 2, n: 5 })
})

test.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [40, [0, 10, 20, 30, 40]],
  [41, [0, 20, 40, 60]],
  [1284, [0, 500, 1000, 1500]],
])('up to %i the lines are at %j', (top, ticks) => {
  expect(ticksTo(top)).toEqual(ticks)
})

test('times are marked at full parts of an hour', () => {
  const span = { from: at('2026-05-01T08:31:00Z'), to: at('2026-05-01T09:31:00Z') }
  expect(timeMarks(span, 6).map((mark) => new Date(mark).toISOString().slice(11, 16))).toEqual([
    '08:40',
    '08:50',
    '09:00',
    '09:10',
    '09:20',
    '09:30',
  ])
})
