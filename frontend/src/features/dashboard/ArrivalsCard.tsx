import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'

import type { Event } from '@/api/types'
import { formatClock, formatDay } from '@/format/time'
import { type Phrase, t } from '@/i18n/t'
import type { Admitted } from '@/live/arrivalsQuery'
import { earlierArrivalsQuery } from '@/live/arrivalsQuery'
import { useArrivals } from '@/live/useArrivals'
import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading } from '@/ui/Notice'
import { useNow } from '@/ui/useNow'

import { ArrivalsChart } from './ArrivalsChart'
import { ArrivalsTable } from './ArrivalsTable'
import { BUCKET_MS, bucketsOf, earlierSpan, type Range, RANGES, spanOf } from './curve'
import { ForecastLine } from './ForecastLine'
import { useDay } from './useDay'
import { useRange } from './useRange'

const EVERY_MS = 10_000
const RANGE_WORDS: Record<Range, Phrase> = { '1h': '1 h', '4h': '4 h', day: 'Day' }

/** How many come: bars by time, their sum as a line, and the earlier days of the event behind them. */
export function ArrivalsCard({ event }: { event: Event }) {
  const id = useId()
  const [isTable, setIsTable] = useState(false)
  const day = useDay(event)
  const arrivals = useArrivals(event.slug, day)
  return (
    <section className="card arrivals" aria-labelledby={id}>
      <header className="card-header">
        <h2 id={id}>{t('Arrivals')}</h2>
        <RangeChoice />
        <button
          type="button"
          className="button button-quiet"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          <Icon name="table" size={18} />
          {t('As a table')}
        </button>
      </header>
      {arrivals.isPending && <Loading what={t('the arrivals')} />}
      {arrivals.isLoadingError && (
        <FailureNotice
          title={t('The arrivals could not be loaded')}
          error={arrivals.error}
          retry={() => void arrivals.refetch()}
        />
      )}
      {arrivals.data?.length === 0 && <NobodyYet event={event} />}
      {arrivals.data !== undefined && arrivals.data.length > 0 && (
        <Curve event={event} day={day} minutes={arrivals.data} isTable={isTable} />
      )}
      <ForecastLine event={event} />
    </section>
  )
}

function RangeChoice() {
  const [range, choose] = useRange()
  return (
    <div className="choice" role="group" aria-label={t('Time shown')}>
      {RANGES.map((one) => (
        <button
          key={one}
          type="button"
          className="button choice-button"
          aria-pressed={one === range}
          onClick={() => choose(one)}
        >
          {t(RANGE_WORDS[one])}
        </button>
      ))}
    </div>
  )
}

interface CurveProps {
  event: Event
  day: number
  minutes: readonly Admitted[]
  isTable: boolean
}

function Curve({ event, day, minutes, isTable }: CurveProps) {
  const [range] = useRange()
  const now = useNow(EVERY_MS)
  const before = earlierSpan(event, day)
  const earlier = useQuery(earlierArrivalsQuery(event.slug, before.from, before.to)).data
  const newest = minutes.at(-1)?.at ?? day
  // An event that is over is seen as it ended.
  const moment = Math.max(Math.min(now, Math.max(newest, Date.parse(event.ends_at))), newest)
  const span = spanOf(range, event, day, moment, minutes)
  const buckets = bucketsOf(span, BUCKET_MS[range], day, moment, minutes, earlier)
  const shown = { slug: event.slug, zone: event.timezone, bucketMs: BUCKET_MS[range], buckets }
  return isTable ? <ArrivalsTable {...shown} /> : <ArrivalsChart {...shown} span={span} />
}

function NobodyYet({ event }: { event: Event }) {
  const now = useNow(EVERY_MS)
  const { starts_at, timezone } = event
  const isAhead = Date.parse(starts_at) > now
  const isToday = formatDay(starts_at, timezone) === formatDay(now, timezone)
  const clock = formatClock(starts_at, timezone)
  const opens = isToday ? clock : `${formatDay(starts_at, timezone)}, ${clock}`
  return (
    <p className="muted card-empty">
      {isAhead ? t('No arrivals yet. Doors open {time}.', { time: opens }) : t('No arrivals yet.')}
    </p>
  )
}
