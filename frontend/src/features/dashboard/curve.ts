/** The curve of arrivals: which moments it shows, and what came in each bucket of them. All pure. */
import type { Event } from '@/api/types'
import { laterOn, localTime, momentOf } from '@/format/localTime'
import { type Admitted, EARLIER_BUCKET_MS } from '@/live/arrivalsQuery'

export const RANGES = ['1h', '4h', 'day'] as const
export type Range = (typeof RANGES)[number]

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
/** So long after its end an event still shows the day that it is; then its last one. */
const AFTERGLOW_MS = 12 * HOUR_MS
/** So many days before are shown behind a day. */
const EARLIER_DAYS = 7

export const BUCKET_MS: Readonly<Record<Range, number>> = {
  '1h': MINUTE_MS,
  '4h': 5 * MINUTE_MS,
  day: 15 * MINUTE_MS,
}
const SPAN_MS: Readonly<Record<Exclude<Range, 'day'>, number>> = { '1h': HOUR_MS, '4h': 4 * HOUR_MS }

export interface Span {
  readonly from: number
  readonly to: number
}

export interface Bucket {
  readonly at: number
  readonly n: number
  /** All of the day up to the end of the bucket; null for what has not come yet, and for the evening before. */
  readonly total: number | null
  /** The average of the earlier days at this time; null where there are none, and for the evening before. */
  readonly earlier: number | null
}

/** The moment that the dashboard is about: now, or the end of an event that is over. */
export function momentShown(event: Pick<Event, 'ends_at'>, now: number): number {
  const end = Date.parse(event.ends_at)
  return now > end + AFTERGLOW_MS ? end : now
}

/**
 * When the event's day of this moment began: at midnight there; for events that go on past midnight half-way between
 * their end and their next beginning by the clock.
 */
export function dayStart(event: Pick<Event, 'starts_at' | 'ends_at' | 'timezone'>, moment: number): number {
  const { starts_at, ends_at, timezone: zone } = event
  const isByNight =
    Date.parse(ends_at) - Date.parse(starts_at) < DAY_MS &&
    localTime(starts_at, zone).slice(0, 10) !== localTime(ends_at, zone).slice(0, 10)
  const clock = isByNight ? pauseAt(localTime(ends_at, zone), localTime(starts_at, zone)) : 0
  const local = localTime(moment, zone)
  const begin = laterOn(`${local.slice(0, 10)}T00:00`, clock)
  const day = local < begin ? laterOn(begin, -DAY_MS) : begin
  // Where clocks leap over that time the day begins an hour later.
  const begins = [day, laterOn(day, HOUR_MS)].map((at) => momentOf(at, zone))
  return Date.parse(begins.find((begin) => begin !== null) ?? new Date(moment).toISOString())
}

/** The middle of the pause between two nights of an event, in milliseconds on the clock: a full quarter of an hour. */
function pauseAt(end: string, start: string): number {
  const clockOf = (local: string) => Date.parse(`1970-01-01T${local.slice(11)}Z`)
  return Math.floor((clockOf(end) + clockOf(start)) / 2 / QUARTER_MS) * QUARTER_MS
}

/** The days of the event before this one, as far as they are shown; empty (from = to) on its first. */
export function earlierSpan(event: Pick<Event, 'starts_at' | 'ends_at' | 'timezone'>, day: number): Span {
  const first = dayStart(event, Date.parse(event.starts_at))
  return { from: Math.min(day, Math.max(first, day - EARLIER_DAYS * DAY_MS)), to: day }
}

/** What the curve shows: the last hours up to the moment, or the day from its first arrival to its last. */
export function spanOf(
  range: Range,
  event: Pick<Event, 'starts_at' | 'ends_at'>,
  day: number,
  moment: number,
  minutes: readonly Admitted[],
): Span {
  const bucket = BUCKET_MS[range]
  if (range !== 'day') {
    const to = (Math.floor(moment / bucket) + 1) * bucket
    return { from: to - SPAN_MS[range], to }
  }
  const clockOf = (at: string) => day + ((((Date.parse(at) - day) % DAY_MS) + DAY_MS) % DAY_MS)
  const [open, close] = [clockOf(event.starts_at), clockOf(event.ends_at) - 1]
  const moments = [open, close > open ? close : day + DAY_MS - 1, moment, ...minutes.map(({ at }) => at)]
  const shown = moments.filter((at) => at >= day && at < day + DAY_MS)
  const from = Math.floor(Math.min(...shown) / HOUR_MS) * HOUR_MS
  return { from, to: Math.max(Math.floor(Math.max(...shown) / HOUR_MS) * HOUR_MS, from) + HOUR_MS }
}

/** The day's minutes and the earlier days, in buckets of the span. */
export function bucketsOf(
  { from, to }: Span,
  bucketMs: number,
  day: number,
  moment: number,
  minutes: readonly Admitted[],
  earlier: readonly Admitted[] = [],
): Bucket[] {
  const inBucket = summed(minutes, (at) => Math.floor((at - from) / bucketMs))
  const behind = averageDay(earlier, day)
  let total = minutes.reduce((sum, { at, n }) => (at < from && at >= day ? sum + n : sum), 0)
  return Array.from({ length: Math.round((to - from) / bucketMs) }, (_, nth) => {
    const at = from + nth * bucketMs
    const n = inBucket.get(nth) ?? 0
    if (at < day) return { at, n, total: null, earlier: null }
    total += n
    return { at, n, total: at > moment ? null : total, earlier: behind?.(at, bucketMs) ?? null }
  })
}

/** The busiest minute of the day; null before its first arrival. */
export function peakOf(minutes: readonly Admitted[], day: number): Admitted | null {
  let peak: Admitted | null = null
  for (const minute of minutes) if (minute.at >= day && minute.n > (peak?.n ?? 0)) peak = minute
  return peak
}

function averageDay(earlier: readonly Admitted[], day: number): ((at: number, ms: number) => number) | null {
  const days = new Set(earlier.map(({ at }) => Math.floor((day - at - 1) / DAY_MS)))
  if (days.size === 0) return null
  const intoDay = (at: number) => (((at - day) % DAY_MS) + DAY_MS) % DAY_MS
  const slots = summed(earlier, (at) => Math.floor(intoDay(at) / EARLIER_BUCKET_MS))
  return (at, ms) => {
    if (ms < EARLIER_BUCKET_MS) {
      const slot = slots.get(Math.floor(intoDay(at) / EARLIER_BUCKET_MS)) ?? 0
      return (slot * ms) / EARLIER_BUCKET_MS / days.size
    }
    let sum = 0
    for (let part = at; part < at + ms; part += EARLIER_BUCKET_MS) {
      sum += slots.get(Math.floor(intoDay(part) / EARLIER_BUCKET_MS)) ?? 0
    }
    return sum / days.size
  }
}

function summed(minutes: readonly Admitted[], slotOf: (at: number) => number): Map<number, number> {
  const sums = new Map<number, number>()
  for (const { at, n } of minutes) sums.set(slotOf(at), (sums.get(slotOf(at)) ?? 0) + n)
  return sums
}

/** Round numbers from 0 to at least `top`, a handful of them, for the lines behind a chart. */
export function ticksTo(top: number, most = 4): number[] {
  const rough = Math.max(top, 1) / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough)
  return Array.from({ length: Math.ceil(Math.max(top, 1) / step) + 1 }, (_, nth) => nth * step)
}

/** Full hours, or parts of one, at which a span of this length is marked; so many that they do not touch. */
export function timeMarks({ from, to }: Span, most: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720].map((minutes) => minutes * MINUTE_MS)
  const step = steps.find((one) => (to - from) / one <= most) ?? DAY_MS
  const first = Math.ceil(from / step) * step
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, nth) => first + nth * step,
  )
}
