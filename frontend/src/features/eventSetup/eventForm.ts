/** The fields of an event as a form holds them, and as the server takes them. */
import type { Event, EventChange, EventRequest } from '@/api/types'
import { t } from '@/i18n/t'
import { between, laterOn, localTime, momentOf } from '@/format/localTime'

import type { FieldErrors } from './fieldErrors'
import { TIME_WORDS } from './words'

export interface Times {
  /** On the clocks of the time zone, as "2026-05-01T09:00". */
  starts: string
  ends: string
}

export interface EventForm extends Times {
  name: string
  venue: string
  timezone: string
  capacity: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Tomorrow from nine to six, where the browser is. */
export function blankForm(now: number, timezone: string): EventForm {
  const starts = `${localTime(now + DAY_MS, timezone).slice(0, 10)}T09:00`
  return { name: '', venue: '', timezone, starts, ends: laterOn(starts, 9 * HOUR_MS), capacity: '' }
}

export function formOf(event: Event): EventForm {
  const { name, venue, timezone, capacity, starts_at, ends_at } = event
  return {
    name,
    venue,
    timezone,
    starts: localTime(starts_at, timezone),
    ends: localTime(ends_at, timezone),
    capacity: capacity == null ? '' : String(capacity),
  }
}

/** Fifty-two weeks later: the same day of the week at the same time. */
export function nextYear({ starts, ends }: Times): Times {
  return { starts: laterOn(starts, 364 * DAY_MS), ends: laterOn(ends, 364 * DAY_MS) }
}

/** Another start takes the end along, so that the event stays as long as it was. */
export function withStart({ starts, ends }: Times, start: string): Times {
  const length = between(starts, ends)
  const isReadable = length > 0 && !Number.isNaN(between(starts, start))
  return { starts: start, ends: isReadable ? laterOn(start, length) : ends }
}

/** Times that are none, by the names that the server has for them. */
export function wrongTimes({ starts, ends }: Times, zone: string): FieldErrors {
  const wrong: Record<string, string[]> = {}
  for (const [field, local] of [
    ['starts_at', starts],
    ['ends_at', ends],
  ] as const) {
    if (local === '') wrong[field] = [t(TIME_WORDS.missing)]
    else if (momentOf(local, zone) === null) wrong[field] = [t(TIME_WORDS.leapt)]
  }
  return wrong
}

/** Only for times that are none of `wrongTimes`. */
export function bodyOf(form: EventForm): EventRequest {
  const { starts, ends, timezone } = form
  return {
    name: form.name.trim(),
    venue: form.venue.trim(),
    timezone,
    starts_at: momentOf(starts, timezone) ?? starts,
    ends_at: momentOf(ends, timezone) ?? ends,
    capacity: form.capacity === '' ? null : Number(form.capacity),
  }
}

/** What the form changes about the event, and nothing else: somebody else may be changing the rest. */
export function changesOf(event: Event, form: EventForm): EventChange {
  const [before, after] = [bodyOf(formOf(event)), bodyOf(form)]
  const changed = Object.entries(after).filter(
    ([name, value]) => before[name as keyof EventRequest] !== value,
  )
  return Object.fromEntries(changed)
}
