import type { Counts } from '@/api/types'
import { formatCount, formatShare } from '@/format/number'
import { t } from '@/i18n/t'
import { Meter } from '@/ui/Meter'
import { PassTag } from '@/ui/Tags'

import { MaybeLink } from './MaybeLink'
import { ShareHead } from './ShareHead'
import { TableCard } from './TableCard'
import { usePeopleLink } from './usePeopleLink'

/** Checked in by pass type: bars and numbers in one table. */
export function PassTypesCard({ counts: { event, pass_types } }: { counts: Counts }) {
  const peopleLink = usePeopleLink(event)
  return (
    <TableCard title={t('By pass type')} isEmpty={pass_types.length === 0} empty={t('No pass types yet')}>
      <ShareHead of={t('Pass')} />
      <tbody>
        {pass_types.map((pass) => {
          const expected = pass.total - pass.cancelled
          return (
            <tr key={pass.id}>
              <th scope="row" className="name">
                <MaybeLink href={peopleLink({ pass: String(pass.id) })}>
                  <PassTag name={pass.name} colour={pass.colour} />
                  <Meter part={pass.checked_in} whole={expected} />
                </MaybeLink>
              </th>
              <td className="number">{formatCount(pass.checked_in)}</td>
              <td className="number muted">{formatCount(expected)}</td>
              <td className="number">{formatShare(pass.checked_in, expected)}</td>
            </tr>
          )
        })}
      </tbody>
    </TableCard>
  )
}
