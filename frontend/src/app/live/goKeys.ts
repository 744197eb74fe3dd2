/** `g`, and then a letter: goes to a page of the event. */
import { useEffect, useEffectEvent, useState } from 'react'
import { useLocation } from 'wouter'

import { FIELDS, lettersWork } from '@/ui/letters'

const PAGES: Readonly<Record<string, string>> = { l: 'live', p: 'people', d: 'devices' }
const WITHIN_MS = 1500

export class GoKeys {
  #since = -Infinity

  /** The page that this key goes to at this time; null for none. */
  press(key: string, now: number): string | null {
    const page = now - this.#since <= WITHIN_MS ? PAGES[key] : undefined
    this.#since = key === 'g' ? now : -Infinity
    return page ?? null
  }
}

/** `base`: the address of the event. A page that the caller may not see sends them on, as a link to it would. */
export function useGoKeys(base: string): void {
  const [keys] = useState(() => new GoKeys())
  const [, navigate] = useLocation()
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const inField = event.target instanceof Element && event.target.matches(FIELDS)
    if (inField || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (!lettersWork() || document.querySelector('dialog[open]')) return
    const page = keys.press(event.key, event.timeStamp)
    if (page === null) return
    event.preventDefault()
    navigate(`${base}/${page}`)
  })
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
