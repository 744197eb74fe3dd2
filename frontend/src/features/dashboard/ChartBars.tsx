import { Link } from 'wouter'

import { t } from '@/i18n/t'

import type { Bucket } from './curve'
import type { Plot } from './plot'
import { checkedInBetween, usePeopleLink } from './usePeopleLink'

interface ChartBarsProps {
  slug: string
  bucketMs: number
  buckets: readonly Bucket[]
  plot: Plot
  pointed: number | null
}

/** A bar for each bucket, which leads to who was checked in then; the earlier days lie behind it. */
export function ChartBars({ slug, bucketMs, buckets, plot, pointed }: ChartBarsProps) {
  const peopleLink = usePeopleLink(slug)
  const gap = plot.step > 6 ? 2 : plot.step > 3 ? 1 : 0
  return buckets.map(({ at, n, earlier }, nth) => {
    const x = plot.xOf(nth)
    const bar = (
      <>
        <rect className="chart-hit" x={x} y={plot.top} width={plot.step} height={plot.bottom - plot.top} />
        {n > 0 && (
          <rect
            className={nth === pointed ? 'chart-bar chart-bar-pointed' : 'chart-bar'}
            x={x + gap / 2}
            y={plot.yOf(n)}
            width={Math.max(plot.step - gap, 1)}
            height={plot.bottom - plot.yOf(n)}
            rx={Math.min(2, plot.step / 4)}
          />
        )}
      </>
    )
    const href = n > 0 ? peopleLink(checkedInBetween(at, at + bucketMs)) : null
    return (
      <g key={at}>
        {earlier !== null && earlier > 0 && (
          <rect
            className="chart-earlier"
            x={x}
            y={plot.yOf(earlier)}
            width={plot.step}
            height={plot.bottom - plot.yOf(earlier)}
          />
        )}
        {href === null ? (
          bar
        ) : (
          <Link href={href} tabIndex={-1}>
            <title>{t('The people checked in then')}</title>
            {bar}
          </Link>
        )}
      </g>
    )
  })
}
