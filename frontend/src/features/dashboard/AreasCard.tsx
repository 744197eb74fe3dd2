import type { Counts } from '@/api/types'
import { formatCount, formatShare } from '@/format/number'
import { t } from '@/i18n/t'
import { Meter } from '@/ui/Meter'

import { THRESHOLDS } from './attention'
import { TableCard } from './TableCard'

/** Who is in which area now, and how full it is. */
export function AreasCard({ areas }: { areas: Counts['areas'] }) {
  return (
    <TableCard title={t('Areas')} isEmpty={areas.length === 0} empty={t('No areas yet')}>
      <thead>
        <tr>
          <th scope="col">{t('Area')}</th>
          <th scope="col" className="number">
            {t('Inside')}
          </th>
          <th scope="col" className="number">
            {t('Capacity')}
          </th>
          <th scope="col" className="number">
            {t('Full')}
          </th>
        </tr>
      </thead>
      <tbody>
        {areas.map(({ id, name, inside, capacity }) => {
          const isTight = capacity !== null && inside >= capacity * THRESHOLDS.fullShare
          return (
            <tr key={id}>
              <th scope="row" className="name">
                {name}
                {capacity !== null && (
                  <Meter part={inside} whole={capacity} {...(isTight ? { colour: 'var(--dup)' } : {})} />
                )}
              </th>
              <td className="number">{formatCount(inside)}</td>
              <td className="number muted">{formatCount(capacity)}</td>
              <td className="number">{formatShare(inside, capacity ?? 0)}</td>
            </tr>
          )
        })}
      </tbody>
    </TableCard>
  )
}
