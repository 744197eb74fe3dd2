/** Shows news about people in the lists that are on the page, without reading those again. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query'

import type { Activity, Registrant } from '@/api/types'

import { historyKey } from './historyQuery'
import { peopleKey } from './peopleQuery'
import { personKey } from './personQuery'
import { scansKey } from './scansQuery'

interface Page {
  results: Registrant[]
}

export function patchPeople(
  client: QueryClient,
  slug: string,
  changes: ReadonlyMap<number, Partial<Registrant>>,
): void {
  client.setQueriesData<InfiniteData<Page>>({ queryKey: peopleKey(slug) }, (list) => {
    if (list === undefined) return list
    return { ...list, pages: list.pages.map((page) => patchPage(page, changes)) }
  })
}

function patchPage<T extends Page>(page: T, changes: ReadonlyMap<number, Partial<Registrant>>): T {
  if (!page.results.some((person) => changes.has(person.id))) return page
  const patched = (person: Registrant) => {
    const change = changes.get(person.id)
    return change === undefined ? person : { ...person, ...change }
  }
  return { ...page, results: page.results.map(patched) }
}

/** Steps that passed on the live socket: rows follow at once, the open panel is read again. */
export function showActivity(client: QueryClient, slug: string, items: readonly Activity[]): void {
  const changes = new Map<number, Partial<Registrant>>()
  for (const step of [...items].sort((a, b) => a.id - b.id)) {
    changes.set(step.registrant.id, { ...changes.get(step.registrant.id), ...changeOf(step) })
  }
  patchPeople(client, slug, changes)
  for (const id of changes.keys()) readAgain(client, slug, id)
}

/** What is open of one person. */
export function readAgain(client: QueryClient, slug: string, id: number): void {
  for (const key of [personKey, historyKey, scansKey]) {
    void client.invalidateQueries({ queryKey: key(slug, id) })
  }
}

function changeOf({ from, to, at, gate }: Activity): Partial<Registrant> {
  // A change of details keeps the status, and a cancelled person was still there at that time.
  if (from === to || to === 'cancelled') return { status: to, changed_at: at }
  const isIn = to === 'checked_in'
  return {
    status: to,
    changed_at: at,
    checked_in_at: isIn ? at : null,
    checked_in_gate: isIn && gate !== null ? { id: 0, name: gate } : null,
  }
}
