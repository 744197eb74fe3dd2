import { type Phrase, t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'

import type { Column, Sort } from './filters'

export const COLUMN_WORDS: Record<Column, Phrase> = {
  name: 'Name',
  company: 'Company',
  pass_type: 'Pass',
  status: 'Status',
  checked_in_at: 'Checked in',
  changed_at: 'Last change',
}

interface SortHeaderProps {
  column: Column
  sort: Sort
  onSort: (sort: Sort) => void
}

/** A column heading that sorts by its column; pressed again, the other way round. Times begin with the latest. */
export function SortHeader({ column, sort, onSort }: SortHeaderProps) {
  const isUp = sort === column
  const isDown = sort === `-${column}`
  const first: Sort = column.endsWith('_at') ? `-${column}` : column
  const other: Sort = isUp ? `-${column}` : column
  return (
    <span role="columnheader" aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}>
      <button type="button" className="sort-button" onClick={() => onSort(isUp || isDown ? other : first)}>
        {t(COLUMN_WORDS[column])}
        {(isUp || isDown) && <Icon name={isUp ? 'up' : 'down'} size={16} />}
      </button>
    </span>
  )
}
