/** The keys of the page. */
import { useEffect, useEffectEvent } from 'react'

import { FIELDS, lettersWork } from '@/ui/letters'

export type Command = 'search' | 'help' | 'mark' | { row: 'by' | 'to'; rows: number }

/** What a key asks for; null for one that means something else here. `screen`: rows on one. */
export function commandOf(
  key: string,
  where: { isInRows: boolean; isInField: boolean; isInSearch: boolean; letters: boolean; screen: number },
): Command | null {
  if (where.isInSearch && key === 'ArrowDown') return { row: 'to', rows: 0 }
  if (where.isInField) return null
  const by = (rows: number): Command => ({ row: 'by', rows })
  if (where.letters) {
    if (key === '/') return 'search'
    if (key === '?') return 'help'
    if (key === 'j') return by(1)
    if (key === 'k') return by(-1)
    if (key === 'x') return 'mark'
  }
  if (!where.isInRows) return null
  switch (key) {
    case 'ArrowDown':
      return by(1)
    case 'ArrowUp':
      return by(-1)
    case 'PageDown':
      return by(where.screen)
    case 'PageUp':
      return by(-where.screen)
    case 'Home':
      return { row: 'to', rows: 0 }
    case 'End':
      return { row: 'to', rows: Infinity }
    case ' ':
      return 'mark'
    default:
      return null
  }
}

/** Calls back with what is asked for, while no dialog is open. */
export function useCommands(rowHeight: number, onCommand: (command: Command) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    const command = commandOf(event.key, {
      isInRows: target.closest('.people-rows') !== null,
      isInField: target.matches(FIELDS),
      isInSearch: target.matches('.people-search input'),
      letters: lettersWork(),
      screen: Math.max(1, Math.floor(window.innerHeight / rowHeight) - 3),
    })
    if (command === null || (command === 'mark' && target.matches('button, input, summary'))) return
    event.preventDefault()
    onCommand(command)
  })
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
