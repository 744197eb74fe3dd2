/** The keys of the door. No single letters: a hardware scanner would press them. */
import { useLayoutEffect, useRef } from 'react'

export interface DoorKeys {
  search: () => void
  mute: () => void
  undo: () => void
  pause: () => void
  clear: () => void
}

const KEYS: Readonly<Record<string, keyof DoorKeys>> = {
  F2: 'search',
  F4: 'mute',
  F8: 'undo',
  F9: 'pause',
  Escape: 'clear',
}
/** No hand follows a key as fast: a slash with company belongs to a scanned code. */
const BURST_MS = 60

/** They work as soon as the page is to be seen. */
export function useDoorKeys(keys: DoorKeys): void {
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })

  useLayoutEffect(() => {
    let lastAt = -Infinity
    let slash: ReturnType<typeof setTimeout> | undefined
    const onKey = (event: KeyboardEvent) => {
      clearTimeout(slash)
      const isLone = event.timeStamp - lastAt > BURST_MS
      lastAt = event.timeStamp
      if (event.ctrlKey || event.metaKey || event.altKey || isInDialog()) return
      const name = KEYS[event.key]
      if (name === 'clear' && isTyping(event.target)) return
      if (name !== undefined) {
        event.preventDefault()
        latest.current[name]()
      } else if (event.key === '/' && isLone && !isTyping(event.target)) {
        event.preventDefault()
        slash = setTimeout(() => latest.current.search(), BURST_MS)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(slash)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

function isInDialog(): boolean {
  return document.querySelector('dialog[open]') !== null
}

/** There a slash is a slash, and Esc clears what was typed. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.value !== ''
  return target instanceof HTMLTextAreaElement
}
