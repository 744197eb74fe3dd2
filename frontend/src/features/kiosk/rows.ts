/** What the lists of a display hold, and how large they may be written. */
import type { Counts } from '@/api/types'
import { formatCount } from '@/format/number'

import { others } from './words'

export interface Row {
  key: string
  name: string
  value: string
  isFull: boolean
}

export function passRows(counts: Counts, most: number): Row[] {
  const inUse = counts.pass_types.filter((pass) => pass.total > 0)
  const shown = inUse.length > 0 ? inUse : counts.pass_types
  const numbers = shown.map(({ id, name, checked_in }) => ({ key: `${id}`, name, number: checked_in }))
  return gathered(numbers, most).map((row) => ({ ...row, value: formatCount(row.number), isFull: false }))
}

export function areaRows(counts: Counts, most: number): Row[] {
  const areas = counts.areas.map(({ id, name, capacity, inside }) => ({
    key: `${id}`,
    name,
    number: inside,
    capacity,
  }))
  return gathered(areas, most).map((row) => {
    const capacity = 'capacity' in row ? row.capacity : null
    return {
      ...row,
      value: insideOf(row.number, capacity),
      isFull: capacity !== null && row.number >= capacity,
    }
  })
}

function insideOf(inside: number, capacity: number | null): string {
  return capacity === null
    ? formatCount(inside)
    : `${formatCount(inside)}\u202f/\u202f${formatCount(capacity)}`
}

interface Numbered {
  key: string
  name: string
  number: number
}

/** No row is left out in silence: those without a place are one row, with their sum. */
function gathered<T extends Numbered>(rows: readonly T[], most: number): (T | Numbered)[] {
  if (rows.length <= most) return [...rows]
  const left = rows.slice(most - 1)
  const number = left.reduce((sum, row) => sum + row.number, 0)
  return [...rows.slice(0, most - 1), { key: 'others', name: others(left.length), number }]
}

/** How wide a row is, in letters of its own size: its name, and all that stands beside it. */
export function widthsOf({ name, value, isFull }: Row): { name: number; rest: number } {
  return { name: textWidth(name), rest: GAP + figures(value) * FIGURE + (isFull ? FULL_MARK : 0) }
}

export function widest(rows: readonly Row[]): number {
  return Math.max(...rows.map(widthsOf).map(({ name, rest }) => name + rest))
}

// Those of a wide font: who has a narrow one gets somewhat smaller letters, and no name that is cut off.
const GAP = 0.6
const LETTER = 0.57
const CAPITAL = 0.72
const FIGURE = 0.7
const FULL_MARK = 2.6

function textWidth(text: string): number {
  let width = 0
  for (const letter of text) width += letterWidth(letter)
  return width
}

/** A Chinese character is as wide as it is high. */
function letterWidth(letter: string): number {
  if ((letter.codePointAt(0) ?? 0) > 0x2e7f) return 1
  return letter === letter.toLowerCase() ? LETTER : CAPITAL
}

/** The width of a number in figures: a narrow space takes about a third of one. */
export function figures(value: string): number {
  const spaces = value.split('\u202f').length - 1
  return value.length - spaces + spaces / 3
}
