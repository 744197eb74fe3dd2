import { locale } from '@/i18n/language'
import { t } from '@/i18n/t'

import { knownZone } from './zone'

/** Times as people at the event read them: in the event's own time zone, 24 hours. */

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string | undefined, style: keyof typeof STYLES, at: Date): string {
  const key = `${zone ?? ''} ${style}`
  let formatter = formats.get(key)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, {
      ...STYLES[style],
      ...(zone ? { timeZone: knownZone(zone) } : {}),
    })
    formats.set(key, formatter)
  }
  return formatter.format(at)
}

const STYLES = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  date: { day: 'numeric', month: 'short' },
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  moment: {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>

type When = string | number | Date

export const formatClock = (at: When, zone?: string): string => format(zone, 'clock', new Date(at))
export const formatSeconds = (at: When, zone?: string): string => format(zone, 'seconds', new Date(at))
export const formatDate = (at: When, zone?: string): string => format(zone, 'date', new Date(at))
export const formatDay = (at: When, zone?: string): string => format(zone, 'day', new Date(at))
export const formatMoment = (at: When, zone?: string): string => format(zone, 'moment', new Date(at))

/** "Thu, 6 Nov 2025, 09:00 – 18:00", or both days where the event runs over several. */
export function formatSpan(from: When, to: When, zone?: string): string {
  const [start, end] = [formatDay(from, zone), formatDay(to, zone)]
  if (start !== end) return `${start} – ${end}`
  return `${start}, ${formatClock(from, zone)} – ${formatClock(to, zone)}`
}

/** How long ago, in the largest fitting unit: "4 s", "12 min", "3 h", "2 days". */
export function formatAgo(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return t('{count} s', { count: whole })
  if (whole < 3600) return t('{count} min', { count: Math.floor(whole / 60) })
  if (whole < 48 * 3600) return t('{count} h', { count: Math.floor(whole / 3600) })
  return t('{count} days', { count: Math.floor(whole / 86_400) })
}
