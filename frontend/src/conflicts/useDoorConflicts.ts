import { useSyncExternalStore } from 'react'

import type { Desk } from '@/door/types'
import type { OpenConflicts } from '@/live/requestConflicts'

import { ConflictStore } from './conflictStore'
import type { Settle } from './settle'

/** One for each desk: the scan page and the list of the last scans look at the same. */
const stores = new WeakMap<Desk, ConflictStore>()

function storeOf(desk: Desk): ConflictStore {
  let store = stores.get(desk)
  if (store === undefined) {
    store = new ConflictStore(desk.state().slug, desk.counts, () => desk.trusted())
    stores.set(desk, store)
  }
  return store
}

/** What is to be settled, and how to settle one of them. */
export function useDoorConflicts(desk: Desk): [OpenConflicts, Settle] {
  const store = storeOf(desk)
  return [useSyncExternalStore(store.subscribe, store.state), store.settle]
}
