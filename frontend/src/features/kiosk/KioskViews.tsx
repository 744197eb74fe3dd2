import type { CSSProperties } from 'react'

import type { Counts } from '@/api/types'
import { formatCount } from '@/format/number'

import type { View } from './address'
import { MOST_ROWS, NumberList, NumberRow } from './NumberList'
import { areaRows, figures, passRows } from './rows'
import { allCheckedIn, checkedInOf, insideNow } from './words'

const BESIDE_THE_NUMBER = 6
const FEWEST_FIGURES = 2

/** The numbers of a display. Unknown is a dash, never a zero. */
export function KioskView({ view, counts }: { view: View; counts: Counts | null }) {
  if (view === 'total') return <Total counts={counts} />
  const people = counts?.people
  const caption =
    view === 'passes' ? allCheckedIn(people?.checked_in, people?.expected) : insideNow(counts?.inside)
  const rows = view === 'passes' ? passRows : areaRows
  return (
    <section className="kiosk-numbers kiosk-view-list">
      <p className="kiosk-value">{caption}</p>
      {counts && <NumberList rows={rows(counts, MOST_ROWS)} />}
    </section>
  )
}

/** One number for the whole room, and the pass types beside it. */
function Total({ counts }: { counts: Counts | null }) {
  const value = formatCount(counts?.people.checked_in)
  const width = Math.max(FEWEST_FIGURES, figures(value))
  const rows = counts ? passRows(counts, BESIDE_THE_NUMBER) : []
  return (
    <section className="kiosk-numbers">
      <p className="kiosk-hero">
        <span className="kiosk-hero-value kiosk-value" style={{ '--digits': width } as CSSProperties}>
          {value}
        </span>
        <span className="kiosk-hero-words">{checkedInOf(counts?.people.expected)}</span>
      </p>
      {rows.length > 1 && (
        <dl className="kiosk-beside">
          {rows.map((row) => (
            <NumberRow key={row.key} row={row} />
          ))}
        </dl>
      )}
    </section>
  )
}
