import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Area, PassType } from '@/api/types'
import { t } from '@/i18n/t'
import { areasQuery, passTypesQuery } from '@/event/partsQueries'
import { formatCount } from '@/format/number'

import { AreaDialog } from './AreaDialog'
import { AREAS } from './changeParts'
import { PartRow } from './PartRow'
import { PartsCard } from './PartsCard'
import { AREA_WORDS } from './words'

export function AreasCard({ slug }: { slug: string }) {
  const areas = useQuery(areasQuery(slug))
  const passTypes = useQuery(passTypesQuery(slug)).data ?? []
  const [edited, setEdited] = useState<Area | 'new' | null>(null)
  const row = (area: Area) => (
    <PartRow
      key={area.id}
      slug={slug}
      requests={AREAS}
      id={area.id}
      name={area.name}
      about={about(area, passTypes)}
      onEdit={() => setEdited(area)}
    />
  )
  return (
    <PartsCard words={AREA_WORDS} query={areas} row={row} onAdd={() => setEdited('new')}>
      {edited !== null && (
        <AreaDialog
          slug={slug}
          area={edited === 'new' ? null : edited}
          passTypes={passTypes}
          onClose={() => setEdited(null)}
        />
      )}
    </PartsCard>
  )
}

function about({ capacity, reentry, pass_types: opens }: Area, passTypes: readonly PassType[]): string {
  const names = passTypes.filter(({ id }) => opens.includes(id)).map(({ name }) => name)
  return [
    capacity == null ? t(AREA_WORDS.noLimit) : t(AREA_WORDS.limit, { capacity: formatCount(capacity) }),
    opens.length === 0 ? t(AREA_WORDS.opensToAll) : names.join(', '),
    reentry ? '' : t(AREA_WORDS.oneEntry),
  ]
    .filter(Boolean)
    .join(' · ')
}
