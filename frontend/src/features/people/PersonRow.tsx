import { memo, type MouseEvent, useEffect, useRef } from 'react'

import type { Registrant } from '@/api/types'
import { formatMoment } from '@/format/time'
import { t } from '@/i18n/t'
import { PassTag, StatusTag } from '@/ui/Tags'

export interface RowActions {
  onMark: (row: number, marked: boolean, isRange: boolean) => void
  onFocus: (row: number) => void
  onOpen: (event: MouseEvent, address: string) => void
}

interface PersonRowProps {
  person: Registrant
  row: number
  top: number
  zone: string
  address: string
  isSelected: boolean
  isMarked: boolean | null
  isTabStop: boolean
  actions: RowActions
}

/** One person, where the list has its row. Its link covers it, so that a row is clicked anywhere. */
export const PersonRow = memo(function PersonRow(props: PersonRowProps) {
  const { person, row, top, zone, address, isSelected, isMarked, isTabStop, actions } = props
  const element = useFlashOn(person.status)
  const mark = (event: MouseEvent<HTMLInputElement>) =>
    actions.onMark(row, event.currentTarget.checked, event.shiftKey)
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={row + 2}
      data-row={row}
      className={isSelected ? 'person-row person-row-selected' : 'person-row'}
      style={{ transform: `translateY(${String(top)}px)` }}
    >
      {isMarked !== null && (
        <span role="cell" className="person-row-mark">
          <input
            type="checkbox"
            tabIndex={isTabStop ? 0 : -1}
            aria-label={t('Mark {name}', { name: person.name })}
            checked={isMarked}
            onClick={mark}
            readOnly
          />
        </span>
      )}
      <span role="rowheader" className="person-row-name">
        <a
          href={address}
          className="person-row-link"
          aria-current={isSelected ? 'true' : undefined}
          tabIndex={isTabStop ? 0 : -1}
          title={person.name}
          onFocus={() => actions.onFocus(row)}
          onClick={(event) => actions.onOpen(event, address)}
        >
          {person.name}
        </a>
        <span className="person-row-email">{person.email}</span>
      </span>
      <span role="cell" className="person-row-company" title={person.company}>
        {person.company}
      </span>
      <span role="cell" className="person-row-pass">
        <PassTag name={person.pass_type.name} colour={person.pass_type.colour} />
      </span>
      <span role="cell" className="person-row-status">
        <StatusTag status={person.status} />
      </span>
      <span role="cell" className="person-row-time">
        {person.checked_in_at !== null && formatMoment(person.checked_in_at, zone)}
        <span className="person-row-gate">{person.checked_in_gate?.name}</span>
      </span>
      <span role="cell" className="person-row-changed">
        {formatMoment(person.changed_at, zone)}
      </span>
    </div>
  )
})

/** Flashes the row's edge once when the value changes while it is on show. */
function useFlashOn(value: string) {
  const row = useRef<HTMLDivElement>(null)
  const before = useRef(value)
  useEffect(() => {
    if (before.current === value) return
    before.current = value
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
    row.current?.animate([{ boxShadow: 'inset 4px 0 0 var(--accent)' }, { boxShadow: 'none' }], 1000)
  }, [value])
  return row
}
