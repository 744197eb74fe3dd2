import { knownZone } from './zone'

/** Times as a place's clocks show them ("2026-05-01T09:00", as forms hold them), and the moments that they are. */

const DAY_MS = 86_400_000

/** What the clocks of this zone show at a moment. */
export function localTime(at: string | number, zone: string): string {
  const moment = new Date(at).getTime()
  return shown(moment + offsetMs(moment, zone))
}

/**
 * The moment at which the clocks of this zone show this time; the first one where they show it twice. Null for what is
 * no time, and for one that the clocks leap over when summer time begins.
 */
export function momentOf(local: string, zone: string): string | null {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return null
  const moments = [-DAY_MS, DAY_MS].map((aside) => wall - offsetMs(wall + aside, zone)).sort((a, b) => a - b)
  const moment = moments.find((one) => localTime(one, zone) === local)
  return moment === undefined ? null : new Date(moment).toISOString()
}

/** So many milliseconds later on the same clock; what is no time stays what it is. */
export function laterOn(local: string, ms: number): string {
  const wall = Date.parse(`${local}Z`)
  return Number.isNaN(wall) ? local : shown(wall + ms)
}

/** How long it is from one time to another on the same clock, in milliseconds; NaN for what is no time. */
export function between(from: string, to: string): number {
  return Date.parse(`${to}Z`) - Date.parse(`${from}Z`)
}

function shown(wall: number): string {
  return new Date(wall).toISOString().slice(0, 16)
}

/** How far the zone's clocks are ahead of UTC at a moment. */
function offsetMs(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: knownZone(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment)
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return wall - Math.floor(moment / 1000) * 1000
}
