import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { PassType } from '@/api/types'
import { t } from '@/i18n/t'
import { passTypesQuery } from '@/event/partsQueries'
import { FormFailure } from '@/ui/FormFailure'
import { Icon } from '@/ui/Icon'

import { PASS_TYPES, useReorder } from './changeParts'
import { moved } from './moved'
import { PartRow } from './PartRow'
import { PartsCard } from './PartsCard'
import { PassTypeDialog } from './PassTypeDialog'
import { PAGE_WORDS, PASS_WORDS } from './words'

export function PassTypesCard({ slug }: { slug: string }) {
  const passTypes = useQuery(passTypesQuery(slug))
  const [edited, setEdited] = useState<PassType | 'new' | null>(null)
  const reorder = useReorder(slug)
  const row = (one: PassType, index: number, all: readonly PassType[]) => (
    <PartRow
      key={one.id}
      slug={slug}
      requests={PASS_TYPES}
      id={one.id}
      name={one.name}
      mark={<span className="pass-mark" style={{ backgroundColor: one.colour }} aria-hidden="true" />}
      onEdit={() => setEdited(one)}
    >
      {(['up', 'down'] as const).map((way) => {
        const place = way === 'up' ? index - 1 : index + 1
        const isAtEnd = place < 0 || place >= all.length
        return (
          <button
            key={way}
            type="button"
            className="button button-icon"
            // A disabled button would lose the focus to nowhere while somebody moves a row by the keyboard.
            aria-disabled={isAtEnd || reorder.isPending}
            onClick={() => {
              if (!isAtEnd && !reorder.isPending) reorder.mutate(moved(all, index, place))
            }}
          >
            <Icon name={way} size={18} />
            <span className="visually-hidden">{t(PASS_WORDS[way], { name: one.name })}</span>
          </button>
        )
      })}
    </PartRow>
  )
  return (
    <PartsCard words={PASS_WORDS} query={passTypes} row={row} onAdd={() => setEdited('new')}>
      <FormFailure error={reorder.error} />
      <span role="status" className="form-saved">
        {reorder.isSuccess && t(PAGE_WORDS.saved)}
      </span>
      {edited !== null && (
        <PassTypeDialog
          slug={slug}
          passType={edited === 'new' ? null : edited}
          others={passTypes.data ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </PartsCard>
  )
}
