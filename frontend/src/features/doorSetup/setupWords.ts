/** Figures of the setup page as people read them. */
import { t } from '@/i18n/t'
import { formatCount } from '@/format/number'

export function megabytes(bytes: number): string {
  if (bytes >= 1e9) return `${formatCount(bytes / 1e9)} GB`
  return bytes < 1e5
    ? t('under 0.1 MB')
    : `${bytes < 1e7 ? (bytes / 1e6).toFixed(1) : formatCount(bytes / 1e6)} MB`
}

/** `offsetMs`: what this clock lacks to the server's. */
export function clockWords(offsetMs: number | null): string {
  if (offsetMs === null) return t('not compared yet')
  const seconds = Math.abs(offsetMs) / 1000
  if (seconds < 2) return t('right|of a clock')
  const time =
    seconds < 120
      ? t('{count} s', { count: seconds.toFixed(0) })
      : t('{count} min', { count: (seconds / 60).toFixed(0) })
  return offsetMs > 0
    ? t('{time} behind; scans are corrected', { time })
    : t('{time} ahead; scans are corrected', { time })
}
