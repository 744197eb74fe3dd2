import { useQuery } from '@tanstack/react-query'

import type { Event } from '@/api/types'
import { formatCount, formatRate } from '@/format/number'
import { formatClock } from '@/format/time'
import { plural, t } from '@/i18n/t'
import { forecastQuery } from '@/live/forecastQuery'

/** What the next half hour will bring, how sure that is, and how far off it was; nothing where a guess is as good. */
export function ForecastLine({ event }: { event: Event }) {
  const forecast = useQuery(forecastQuery(event.slug)).data
  if (forecast === undefined) return null
  const { expected, low, high, minutes, peak, error } = forecast
  if (expected === null || peak === null || error === null) return null
  const interval = { minutes, low: formatCount(low), high: formatCount(high) }
  return (
    <p className="forecast">
      <strong>
        {plural(
          expected,
          'Forecast for the next {minutes} min: {count} arrival ({low} to {high})',
          'Forecast for the next {minutes} min: {count} arrivals ({low} to {high})',
          interval,
        )}
      </strong>
      <span>
        {t('busiest about {time} with {count}/min', {
          time: formatClock(peak.at, event.timezone),
          count: formatRate(peak.per_minute),
        })}
      </span>
      <span className="muted">
        {t('off by {error} on average in {tried} earlier half hours; “same as the last 10 min” by {plain}', {
          error: formatRate(error.forecast),
          plain: formatRate(error.same_as_before),
          tried: formatCount(error.tried),
        })}
      </span>
    </p>
  )
}
