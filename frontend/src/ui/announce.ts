/** What is said to whoever does not see the screen. One line for the whole door: two would talk at the same time. */
import { useSyncExternalStore } from 'react'

export interface Announcement {
  /** Grows, so that the same words are said again. */
  number: number
  text: string
}

/** Old news would mislead whoever reads the page from the top. */
const FADES_MS = 15_000

let current: Announcement = { number: 0, text: '' }
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

export function announce(text: string): void {
  if (text === '') return
  clearTimeout(timer)
  show(text)
  timer = setTimeout(() => show(''), FADES_MS)
}

/** For the one component that draws the line. */
export function useAnnouncement(): Announcement {
  return useSyncExternalStore(subscribe, () => current)
}

function show(text: string): void {
  current = { number: current.number + 1, text }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
