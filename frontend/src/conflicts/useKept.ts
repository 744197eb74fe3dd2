import { useCallback, useState } from 'react'

import type { Conflict } from '@/api/types'

export type Keep = (conflict: Conflict, isKept: boolean) => void

/** The conflicts to show, newest first: those given, and those whose card somebody writes in or has yet to read. */
export function useKept(open: readonly Conflict[]): [readonly Conflict[], Keep] {
  const [kept, setKept] = useState<ReadonlyMap<number, Conflict>>(new Map())
  const keep = useCallback<Keep>((conflict, isKept) => {
    setKept((before) => {
      if (before.has(conflict.id) === isKept) return before
      const after = new Map(before)
      if (isKept) after.set(conflict.id, conflict)
      else after.delete(conflict.id)
      return after
    })
  }, [])
  const missing = [...kept.values()].filter(({ id }) => !open.some((conflict) => conflict.id === id))
  return [missing.length === 0 ? open : [...open, ...missing].sort((a, b) => b.id - a.id), keep]
}
