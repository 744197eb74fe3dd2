/** Everything that a display says to the people in front of it. */
import { formatCount } from '@/format/number'
import { type Phrase, t } from '@/i18n/t'

export const WORDS = {
  display: 'Display',
  connecting: 'Connecting',
  live: 'Live',
  slow: 'Slow',
  noAnswer: 'No answer yet, reconnecting',
  full: 'Full',
  startsAgain: 'This display starts again',
  startsAgainDetail: 'Something went wrong on it. It needs nobody.',
  off: 'This display was switched off',
  offDetail: 'An organiser can set it up again under Devices.',
  notSetUp: 'This display is not set up',
  notSetUpDetail:
    'An organiser adds it under Devices and gets a link for it. Open that link here, or type its code at /j/.',
  whichEvent: 'Which event?',
  whichEventDetail: 'Open the address /k/?event= with the name of the event.',
} as const satisfies Record<string, Phrase>

export const lastUpdate = (time: string): string => t('Last update {time}, reconnecting', { time })
export const checkedInOf = (expected: number | undefined): string =>
  t('checked in of {total}', { total: formatCount(expected) })
export const allCheckedIn = (count: number | undefined, expected: number | undefined): string =>
  t('{count} checked in of {total}', { count: formatCount(count), total: formatCount(expected) })
export const insideNow = (inside: number | undefined): string =>
  t('{count} inside now', { count: formatCount(inside) })
export const others = (number: number): string => t('{count} others', { count: formatCount(number) })
