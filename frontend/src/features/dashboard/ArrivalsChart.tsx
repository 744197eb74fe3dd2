import { useState } from 'react'

import { formatCount } from '@/format/number'
import { formatClock } from '@/format/time'
import { plural, t } from '@/i18n/t'

import type { ArrivalsProps } from './ArrivalsTable'
import { ChartBars } from './ChartBars'
import type { Bucket, Span } from './curve'
import { plotOf, sumLine } from './plot'
import { useWidth } from './useWidth'

const HEIGHT = 250

/** Drawn for the eye alone: the table says the same to everybody else. */
export function ArrivalsChart({ slug, zone, bucketMs, buckets, span }: ArrivalsProps & { span: Span }) {
  const [width, measure] = useWidth()
  const [pointed, setPointed] = useState<number | null>(null)
  const plot = plotOf(buckets, span, width, HEIGHT)
  const clock = (at: number) => formatClock(at, zone)
  return (
    <div className="chart" ref={measure}>
      <Legend
        bucketMs={bucketMs}
        hasEarlier={buckets.some(({ earlier }) => earlier !== null)}
        pointed={pointed === null ? undefined : buckets[pointed]}
        clock={clock}
      />
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          aria-hidden="true"
          onPointerMove={({ clientX, currentTarget }) =>
            setPointed(plot.indexAt(clientX - currentTarget.getBoundingClientRect().left))
          }
          onPointerLeave={() => setPointed(null)}
        >
          <g className="chart-lines">
            {plot.countTicks.map(({ value, y }) => (
              <g key={value}>
                <line x1={plot.left} x2={plot.right} y1={y} y2={y} />
                <text x={plot.left - 6} y={y + 4} textAnchor="end">
                  {formatCount(value)}
                </text>
              </g>
            ))}
            {plot.totalTicks.map(({ value, y }) => (
              <text key={value} x={plot.right + 6} y={y + 4} className="chart-total">
                {formatCount(value)}
              </text>
            ))}
            {plot.times.map(({ at, x }) => (
              <text key={at} x={x} y={HEIGHT - 4} textAnchor="middle">
                {clock(at)}
              </text>
            ))}
          </g>
          <ChartBars slug={slug} bucketMs={bucketMs} buckets={buckets} plot={plot} pointed={pointed} />
          <path className="chart-sum" d={sumLine(buckets, plot)} />
        </svg>
      )}
    </div>
  )
}

interface LegendProps {
  bucketMs: number
  hasEarlier: boolean
  pointed: Bucket | undefined
  clock: (at: number) => string
}

function Legend({ bucketMs, hasEarlier, pointed, clock }: LegendProps) {
  return (
    <p className="chart-legend">
      <span className="legend-bars">
        {t('Per {time}', { time: t('{count} min', { count: bucketMs / 60_000 }) })}
      </span>
      <span className="legend-sum">{t('Admissions of the day')}</span>
      {hasEarlier && <span className="legend-earlier">{t('Earlier days, average')}</span>}
      <span className="chart-pointed">
        {pointed !== undefined && (
          <>
            <strong>
              {clock(pointed.at)}–{clock(pointed.at + bucketMs)}
            </strong>{' '}
            {plural(pointed.n, '{count} arrival', '{count} arrivals')}
          </>
        )}
      </span>
    </p>
  )
}
