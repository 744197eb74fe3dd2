import { knownZone } from '@/format/zone'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AT_MS = 4 * HOUR_MS
/** Over how long the displays of a hall spread. */
const JITTER_MS = HOUR_MS / 3

/** When to start afresh: after the next 04:00 where the event is. An hour off on the day that clocks change. */
export function nextDailyReload(now: number, zone?: string, random: () => number = Math.random): number {
  const untilFour = (AT_MS - sinceMidnight(now, zone) + DAY_MS) % DAY_MS
  return now + (untilFour === 0 ? DAY_MS : untilFour) + random() * JITTER_MS
}

function sinceMidnight(now: number, zone?: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: knownZone(zone) }),
  })
  const [hours = 0, minutes = 0, seconds = 0] = format.format(now).split(':').map(Number)
  return hours * HOUR_MS + minutes * 60_000 + seconds * 1000 + (now % 1000)
}
