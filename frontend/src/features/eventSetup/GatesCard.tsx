import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Gate } from '@/api/types'
import { t } from '@/i18n/t'
import { areasQuery, gatesQuery } from '@/event/partsQueries'

import { GATES } from './changeParts'
import { GateDialog } from './GateDialog'
import { PartRow } from './PartRow'
import { PartsCard } from './PartsCard'
import { GATE_WORDS } from './words'

export function GatesCard({ slug }: { slug: string }) {
  const gates = useQuery(gatesQuery(slug))
  const areas = useQuery(areasQuery(slug)).data ?? []
  const [edited, setEdited] = useState<Gate | 'new' | null>(null)
  const row = (gate: Gate) => {
    const area = areas.find(({ id }) => id === gate.area)
    return (
      <PartRow
        key={gate.id}
        slug={slug}
        requests={GATES}
        id={gate.id}
        name={gate.name}
        {...(area === undefined ? {} : { about: t(GATE_WORDS.into, { area: area.name }) })}
        onEdit={() => setEdited(gate)}
      />
    )
  }
  return (
    <PartsCard words={GATE_WORDS} query={gates} row={row} onAdd={() => setEdited('new')}>
      {edited !== null && (
        <GateDialog
          slug={slug}
          gate={edited === 'new' ? null : edited}
          areas={areas}
          onClose={() => setEdited(null)}
        />
      )}
    </PartsCard>
  )
}
