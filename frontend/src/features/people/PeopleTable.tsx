import { type MouseEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import type { Event } from '@/api/types'
import { t } from '@/i18n/t'

import { COLUMNS, type Sort } from './filters'
import { useCommands } from './keys'
import { PersonRow, type RowActions } from './PersonRow'
import { useRowHeight, useRowWindow } from './rowWindow'
import { isMarked, mark, type Selection } from './selection'
import { SortHeader } from './SortHeader'
import { type People, useRowsRead } from './usePeople'

export interface PeopleTableProps {
  people: People
  event: Event
  selected: number | null
  sort: Sort
  addressOf: (id: number) => string
  onSort: (sort: Sort) => void
  /** Null where nobody may mark anybody. */
  selection: Selection | null
  onSelect: (selection: Selection) => void
  onTooFar: () => void
  onHelp: () => void
}

/** The rows that are on the screen, of a list of any length. */
export function PeopleTable(props: PeopleTableProps) {
  const { people, event, selected, selection, addressOf } = props
  const { count, rowAt } = people
  const body = useRef<HTMLDivElement>(null)
  const height = useRowHeight()
  const rows = useRowWindow(body, height, count)
  useRowsRead(people, rows)
  const { current, setCurrent } = useCurrentRow(props, body, height)
  const actions = useRowActions(props, setCurrent)

  const drawn = Array.from({ length: Math.max(0, rows.end - rows.first) }, (_, at) => rows.first + at)
  const firstRow = drawn.find((row) => rowAt(row) !== undefined) ?? 0
  const tabStop = current >= rows.first && current < rows.end ? current : firstRow
  return (
    <div
      role="table"
      className={selection === null ? undefined : 'people-table-markable'}
      aria-rowcount={count + 1}
      aria-label={t('People')}
    >
      <div role="rowgroup">
        <Head {...props} />
      </div>
      <div role="rowgroup" ref={body} className="people-rows" style={{ height: count * height }}>
        {drawn.map((row) => {
          const person = rowAt(row)
          if (person === undefined) return <EmptyRow key={`row ${String(row)}`} top={row * height} />
          return (
            <PersonRow
              key={person.id}
              person={person}
              row={row}
              top={row * height}
              zone={event.timezone}
              address={addressOf(person.id)}
              isSelected={person.id === selected}
              isMarked={selection && isMarked(selection, person.id)}
              isTabStop={row === tabStop}
              actions={actions}
            />
          )
        })}
      </div>
    </div>
  )
}

function Head({ sort, onSort, selection }: PeopleTableProps) {
  return (
    <div role="row" className="people-head" aria-rowindex={1}>
      {selection !== null && (
        <span role="columnheader">
          <span className="visually-hidden">{t('Marked')}</span>
        </span>
      )}
      {COLUMNS.map((column) => (
        <SortHeader key={column} column={column} sort={sort} onSort={onSort} />
      ))}
    </div>
  )
}

/** Stands where a row is on its way. */
function EmptyRow({ top }: { top: number }) {
  return (
    <div
      className="person-row person-row-empty"
      style={{ transform: `translateY(${String(top)}px)` }}
      aria-hidden="true"
    />
  )
}

/** The row that keys move to and from. It keeps its place when it is scrolled away. */
function useCurrentRow(props: PeopleTableProps, body: RefObject<HTMLElement | null>, height: number) {
  const { people, selected, selection, onSelect, onHelp } = props
  const { count, rowAt } = people
  const [current, setCurrent] = useState(-1)
  const wantsFocus = useRef(false)

  const goTo = (row: number) => {
    const target = Math.min(count - 1, Math.max(0, row))
    if (target < 0) return
    wantsFocus.current = true
    setCurrent(target)
    scrollToRow(body.current, target, height)
  }
  useCommands(height, (command) => {
    if (command === 'search') document.querySelector<HTMLInputElement>('.people-search input')?.select()
    else if (command === 'help') onHelp()
    else if (command === 'mark') {
      const person = rowAt(current)
      if (person && selection) onSelect(mark(selection, [person.id], !isMarked(selection, person.id)))
    } else goTo(command.row === 'to' ? command.rows : current + command.rows)
  })

  // Whoever closes a person goes on in the list.
  const before = useRef(selected)
  useEffect(() => {
    if (before.current !== null && selected === null && current >= 0) {
      wantsFocus.current = true
      scrollToRow(body.current, current, height)
    }
    before.current = selected
  }, [selected, current, body, height])

  // The row may have to be drawn or read first.
  useEffect(() => {
    if (!wantsFocus.current) return
    const link = body.current?.querySelector<HTMLElement>(`[data-row="${String(current)}"] .person-row-link`)
    if (!link) return
    wantsFocus.current = false
    link.focus({ preventScroll: true })
  })
  return { current, setCurrent }
}

const HEAD_PX = 56

function scrollToRow(body: HTMLElement | null, row: number, height: number): void {
  if (body === null) return
  const top = body.getBoundingClientRect().top + row * height
  const [above, below] = [HEAD_PX - top, top + height - window.innerHeight + HEAD_PX]
  if (above > 0) window.scrollBy({ top: -above, behavior: 'instant' })
  else if (below > 0) window.scrollBy({ top: below, behavior: 'instant' })
}

function useRowActions(props: PeopleTableProps, onFocus: (row: number) => void): RowActions {
  const latest = useRef(props)
  const lastMarked = useRef<number | null>(null)
  useEffect(() => {
    latest.current = props
  })
  const onMark = useCallback((row: number, marked: boolean, isRange: boolean) => {
    const { people, selection, onSelect, onTooFar } = latest.current
    const from = isRange ? (lastMarked.current ?? row) : row
    const [first, last] = [Math.min(from, row), Math.max(from, row)]
    const chosen = Array.from({ length: last - first + 1 }, (_, at) => people.rowAt(first + at)?.id)
    const ids = chosen.filter((id) => id !== undefined)
    if (ids.length < chosen.length) {
      onTooFar()
      return
    }
    lastMarked.current = row
    if (selection) onSelect(mark(selection, ids, marked))
  }, [])
  const [, navigate] = useLocation()
  // A plain link and one handler: the router's own link listens to the address once for each row.
  const onOpen = useCallback(
    (event: MouseEvent, address: string) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      navigate(address)
    },
    [navigate],
  )
  const [actions] = useState<RowActions>(() => ({ onMark, onFocus, onOpen }))
  return actions
}
