/** Which of the things that happen would change a list: who is on it, or in which order. */
import { useCallback, useState } from 'react'

import type { Activity } from '@/api/types'
import { useActivityFrames } from '@/live/LiveEvent'

import { isFiltered, type PeopleFilters } from './filters'

const MOVING = /^-?(status|checked_in_at|changed_at)$/

/** Rows follow what happens, in their places. This says whether they would have other places in a new list. */
export function movesRows(step: Activity, filters: PeopleFilters): boolean {
  if (step.from === null || step.from === step.to) return true // somebody new, or other details
  return MOVING.test(filters.sort) || isFiltered(filters)
}

/** How many people the list on show does not have as they are now; `forget` for after it was read anew. */
export function useNews(filters: PeopleFilters) {
  const [changed, setChanged] = useState<ReadonlySet<number>>(new Set())
  useActivityFrames(
    useCallback(
      (items: readonly Activity[]) => {
        const ids = items.filter((step) => movesRows(step, filters)).map((step) => step.registrant.id)
        if (ids.length > 0) setChanged((before) => new Set([...before, ...ids]))
      },
      [filters],
    ),
  )
  return { count: changed.size, forget: useCallback(() => setChanged(new Set()), []) }
}
