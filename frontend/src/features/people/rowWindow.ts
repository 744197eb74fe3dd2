/** Which rows of a long list are on the screen: all have the same height, and only these are drawn. */
import { type RefObject, useSyncExternalStore } from 'react'

/** Rows that are drawn above and below the screen. */
const SPARE = 8
/** The window moves by so many rows at once. */
const STEP = 4
/** In rem, as people.css has them. */
const ROW_REM = 3.5
const CARD_REM = 4.75
const PHONE = '(width < 48rem)'

export interface Rows {
  first: number
  /** One after the last. */
  end: number
}

/** `top` and `bottom` of the screen, in pixels below the top of the list. */
export function rowsBetween(top: number, bottom: number, height: number, count: number): Rows {
  const first = Math.floor(top / height / STEP) * STEP - SPARE
  const end = Math.ceil(bottom / height / STEP) * STEP + SPARE
  const inside = (row: number) => Math.min(count, Math.max(0, row))
  return { first: inside(first), end: inside(end) }
}

/** None while the list is hidden, as behind a person on a phone. */
export function useRowWindow(list: RefObject<HTMLElement | null>, height: number, count: number): Rows {
  const look = () => {
    const element = list.current
    if (element === null || element.getClientRects().length === 0) return '0 0'
    const top = -element.getBoundingClientRect().top
    const { first, end } = rowsBetween(top, top + window.innerHeight, height, count)
    return `${String(first)} ${String(end)}`
  }
  const [first = 0, end = 0] = useSyncExternalStore(onMove, look).split(' ').map(Number)
  return { first, end }
}

function onMove(listener: () => void): () => void {
  window.addEventListener('scroll', listener, { passive: true })
  window.addEventListener('resize', listener)
  return () => {
    window.removeEventListener('scroll', listener)
    window.removeEventListener('resize', listener)
  }
}

/** For whoever reads the list anew, and stays where they are. */
export function firstRowDrawn(): number {
  return Number(document.querySelector<HTMLElement>('.people-rows [data-row]')?.dataset['row'] ?? 0)
}

/** In pixels; it grows with the text that somebody has chosen. */
export function useRowHeight(): number {
  const isPhone = useSyncExternalStore(onPhoneChange, () => window.matchMedia(PHONE).matches)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  return (isPhone ? CARD_REM : ROW_REM) * rem
}

function onPhoneChange(listener: () => void): () => void {
  const media = window.matchMedia(PHONE)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
