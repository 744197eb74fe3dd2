import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import type { Counts, Event } from '@/api/types'
import { formatCount, formatShare } from '@/format/number'
import { formatClock } from '@/format/time'
import { plural, t } from '@/i18n/t'
import { dayArrivalsQuery } from '@/live/arrivalsQuery'
import { Meter } from '@/ui/Meter'

import { type Attention, countOf } from './attention'
import { peakOf } from './curve'
import { MaybeLink } from './MaybeLink'
import { useDay } from './useDay'
import { usePeopleLink } from './usePeopleLink'

interface MetricsProps {
  counts: Counts
  event: Event
  attention: readonly Attention[]
  /** Not everything could be looked at. */
  isPartial: boolean
}

/** The four numbers that an organiser looks for first. */
export function Metrics({ counts, event, attention, isPartial }: MetricsProps) {
  const { people, arrivals, scans } = counts
  const peopleLink = usePeopleLink(event.slug)
  const left = people.expected - people.checked_in
  return (
    <dl className="metrics">
      <Metric name={t('Checked in')} value={people.checked_in}>
        <MaybeLink href={peopleLink({ status: 'checked_in' })}>
          <Meter part={people.checked_in} whole={people.expected} />
          {t('{share} of {count} expected', {
            share: formatShare(people.checked_in, people.expected),
            count: formatCount(people.expected),
          })}
        </MaybeLink>
        <span>{t('{count} to come', { count: formatCount(left) })}</span>
      </Metric>
      <Inside counts={counts} />
      <Metric name={t('Arrivals, last 5 min')} value={arrivals.last_5m}>
        <span>{t('last minute {count}', { count: formatCount(arrivals.last_1m) })}</span>
        <span>{t('last 15 min {count}', { count: formatCount(arrivals.last_15m) })}</span>
        <Peak event={event} />
      </Metric>
      <AttentionMetric items={attention} isPartial={isPartial} refused={scans.refused} />
    </dl>
  )
}

function Inside({ counts: { inside, capacity } }: { counts: Counts }) {
  return (
    <Metric name={t('Inside now')} value={inside}>
      {capacity === null ? (
        <span>{t('no capacity set')}</span>
      ) : (
        <>
          <Meter part={inside} whole={capacity} />
          <span>
            {t('{share} of {count} places', {
              share: formatShare(inside, capacity),
              count: formatCount(capacity),
            })}
          </span>
          <span>{t('{count} free', { count: formatCount(Math.max(0, capacity - inside)) })}</span>
        </>
      )}
    </Metric>
  )
}

interface AttentionMetricProps {
  items: readonly Attention[]
  isPartial: boolean
  refused: number
}

function AttentionMetric({ items, isPartial, refused }: AttentionMetricProps) {
  const count = countOf(items)
  const conflicts = items.find((item) => item.kind === 'conflicts')?.count ?? 0
  return (
    <Metric name={t('Attention')} value={count} isLoud={count > 0}>
      {count === 0 && !isPartial && <span>{t('all is well')}</span>}
      {isPartial && <span>{t('not everything could be looked at')}</span>}
      {conflicts > 0 && <span>{plural(conflicts, '{count} conflict', '{count} conflicts')}</span>}
      {count > 0 && <a href="#attention">{t('See what')}</a>}
      <span>{plural(refused, '{count} scan refused in all', '{count} scans refused in all')}</span>
    </Metric>
  )
}

function Peak({ event }: { event: Event }) {
  const day = useDay(event)
  const peak = peakOf(useQuery(dayArrivalsQuery(event.slug, day)).data ?? [], day)
  if (peak === null) return null
  const time = formatClock(peak.at, event.timezone)
  return <span>{t('peak {count}/min at {time}', { count: formatCount(peak.n), time })}</span>
}

interface MetricProps {
  name: string
  value: number
  isLoud?: boolean
  children: ReactNode
}

function Metric({ name, value, isLoud = false, children }: MetricProps) {
  return (
    <div className={isLoud ? 'metric metric-loud card' : 'metric card'}>
      <dt>{name}</dt>
      <dd>
        <span className="metric-value">{formatCount(value)}</span>
        <span className="metric-detail">{children}</span>
      </dd>
    </div>
  )
}
