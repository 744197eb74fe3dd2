/** What a device was set to at one event: it keeps its gate after a reload. */
import type { Direction, Gate } from '@/api/types'

export interface Choice {
  gate: number | null
  direction: Direction
}

const storageKey = (slug: string) => `headcount.door.${slug}`

/** `own` is the gate that the device was given when it was added: where nobody has chosen another one. */
export function readChoice(slug: string, gates: readonly Gate[], own: number | null = null): Choice {
  const stored = readStored(slug)
  const only = gates.length === 1 ? gates[0]?.id : undefined
  const gate = [stored?.gate, own, only].find((id) => gates.some((one) => one.id === id)) ?? null
  return { gate, direction: stored?.direction === 'exit' ? 'exit' : 'entry' }
}

function readStored(slug: string): Partial<Choice> | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey(slug)) ?? 'null')
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

export function storeChoice(slug: string, choice: Choice): void {
  try {
    localStorage.setItem(storageKey(slug), JSON.stringify(choice))
  } catch {
    // Storage is blocked or full: the choice holds until the page is closed.
  }
}
