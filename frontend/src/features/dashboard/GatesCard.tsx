import type { Counts } from '@/api/types'
import { formatCount } from '@/format/number'
import { type Phrase, t } from '@/i18n/t'
import { Meter } from '@/ui/Meter'

import { type Facts, type GateMark, gateMarks } from './attention'
import { MaybeLink } from './MaybeLink'
import { TableCard } from './TableCard'
import { usePeopleLink } from './usePeopleLink'

const MARK_WORDS: Record<GateMark, Phrase> = { busy: 'Busy', silent: 'Silent' }

/** What each gate did, how fast it admits now, and which has more to do than it can, or nothing while others do. */
export function GatesCard({ facts }: { facts: Facts }) {
  const { gates, areas } = facts.counts
  const marks = gateMarks(facts)
  const areaNames = new Map(areas.map((area) => [area.id, area.name]))
  const most = Math.max(...gates.map((gate) => gate.admitted), 1)
  return (
    <TableCard title={t('By gate')} isEmpty={gates.length === 0} empty={t('No gates yet')}>
      <thead>
        <tr>
          <th scope="col">{t('Gate')}</th>
          <th scope="col" className="number">
            {t('Per min')}
          </th>
          <th scope="col" className="number">
            {t('Admitted')}
          </th>
          <th scope="col" className="number">
            {t('Exits')}
          </th>
          <th scope="col" className="number">
            {t('Refused')}
          </th>
        </tr>
      </thead>
      <tbody>
        {gates.map((gate) => (
          <GateRow
            key={gate.id}
            slug={facts.counts.event}
            gate={gate}
            area={areaNames.get(gate.area) ?? ''}
            mark={marks.get(gate.id)}
            most={most}
          />
        ))}
      </tbody>
    </TableCard>
  )
}

interface GateRowProps {
  slug: string
  gate: Counts['gates'][number]
  area: string
  mark: GateMark | undefined
  most: number
}

function GateRow({ slug, gate, area, mark, most }: GateRowProps) {
  const peopleLink = usePeopleLink(slug)
  return (
    <tr>
      <th scope="row" className="name">
        <MaybeLink href={peopleLink({ gate: String(gate.id) })}>
          {gate.name}
          <Meter part={gate.admitted} whole={most} />
        </MaybeLink>
        <span className="table-second">
          {area}
          {mark !== undefined && <span className={`gate-mark gate-${mark}`}>{t(MARK_WORDS[mark])}</span>}
        </span>
      </th>
      <td className="number">{formatCount(gate.per_minute)}</td>
      <td className="number">{formatCount(gate.admitted)}</td>
      <td className="number muted">{formatCount(gate.exited)}</td>
      <td className="number muted">{formatCount(gate.refused)}</td>
    </tr>
  )
}
