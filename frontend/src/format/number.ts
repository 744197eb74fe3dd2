import { locale } from '@/i18n/language'

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const ONE_DECIMAL = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const NARROW_NO_BREAK_SPACE = '\u202f'

/** 1284 as "1 284", with a space that never wraps. Unknown is a dash, never a zero. */
export function formatCount(value: number | null | undefined): string {
  return value == null ? '–' : GROUPED.format(value).replaceAll(',', NARROW_NO_BREAK_SPACE)
}

/** A rate or an average: below 10 with one decimal, as the page's language writes it. */
export function formatRate(value: number): string {
  return Math.round(value * 10) < 100 ? ONE_DECIMAL.format(value) : formatCount(value)
}

/** A share in whole per cent. 100 % only when it is all of them, 0 % only when it is none. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '–'
  const percent = Math.round((part / whole) * 100)
  const bounded = part < whole ? Math.min(percent, 99) : percent
  return `${String(part > 0 ? Math.max(bounded, 1) : bounded)}${NARROW_NO_BREAK_SPACE}%`
}
