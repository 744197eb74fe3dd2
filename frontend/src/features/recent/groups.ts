/** The last scans, sorted by what they still want from somebody. */
import type { DeskScan } from '@/door/types'

export interface Groups {
  /** The server will not take them: a person has to look. */
  failed: DeskScan[]
  /** An unknown code without the server: let in, or hold. */
  undecided: DeskScan[]
  /** Kept here until the server has answered, undos included. */
  waiting: DeskScan[]
  /** Answered; undone ones too. */
  done: DeskScan[]
}

export function groupsOf(scans: readonly DeskScan[]): Groups {
  const groups: Groups = { failed: [], undecided: [], waiting: [], done: [] }
  for (const scan of scans) groups[groupOf(scan)].push(scan)
  return groups
}

function groupOf({ state, undo }: DeskScan): keyof Groups {
  if (state === 'failed' || state === 'undecided') return state
  return state === 'answered' && undo !== 'waiting' ? 'done' : 'waiting'
}

/** Only a first admission is a check-in, and it is taken back once. */
export function canUndo({ state, undo, answer, local }: DeskScan): boolean {
  if (undo !== null || state === 'saving' || state === 'failed') return false
  const { outcome, previous } = answer ?? local ?? {}
  return outcome === 'admitted' && previous === null
}
