import { formatCount } from '@/format/number'
import { formatClock } from '@/format/time'
import { t } from '@/i18n/t'

import type { Bucket } from './curve'
import { MaybeLink } from './MaybeLink'
import { checkedInBetween, usePeopleLink } from './usePeopleLink'

export interface ArrivalsProps {
  slug: string
  zone: string
  bucketMs: number
  buckets: readonly Bucket[]
}

/** The curve in numbers, the newest first: for screen readers, keyboards, and whoever wants to know exactly. */
export function ArrivalsTable({ slug, zone, bucketMs, buckets }: ArrivalsProps) {
  const peopleLink = usePeopleLink(slug)
  const hasEarlier = buckets.some(({ earlier }) => earlier !== null)
  const past = buckets.slice(0, buckets.findLastIndex(({ total }) => total !== null) + 1).reverse()
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing else in it takes the focus, to scroll by keys
    <div className="arrivals-table" role="region" aria-label={t('Arrivals as a table')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('From')}</th>
            <th scope="col" className="number">
              {t('Arrivals')}
            </th>
            <th scope="col" className="number">
              {t('Admissions of the day')}
            </th>
            {hasEarlier && (
              <th scope="col" className="number">
                {t('Earlier days, average')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {past.map(({ at, n, total, earlier }) => (
            <tr key={at}>
              <th scope="row">
                <MaybeLink
                  href={n > 0 ? peopleLink(checkedInBetween(at, at + bucketMs)) : null}
                  title={t('The people checked in then')}
                >
                  {formatClock(at, zone)}
                </MaybeLink>
              </th>
              <td className="number">{formatCount(n)}</td>
              <td className="number">{formatCount(total)}</td>
              {hasEarlier && <td className="number muted">{formatCount(earlier)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
