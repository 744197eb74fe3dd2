/** The registrants of an event that the filters leave: pages that begin anywhere and go on from there. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'

import type { Registrant } from '@/api/types'
import { api, send } from '@/http/client'
import { cursorOf } from '@/http/cursor'
import { unwrap } from '@/http/result'

import { apiQuery, type PeopleFilters } from './filters'

export const PAGE_ROWS = 200
/** Pages that are kept: what lies further away is read again when somebody goes back there. */
const PAGES_KEPT = 10

/** Where a page lies: after so many rows, or before or after one that is known. */
type Place = { offset: number } | { cursor: string; begin: number } | { cursor: string; end: number }

export interface PeoplePage {
  /** The number of its first row in the whole list. */
  begin: number
  results: Registrant[]
  next: string | null
  previous: string | null
}

/** The prefix of every list of people of an event, whatever its filters. */
export const peopleKey = (slug: string) => ['event', slug, 'people'] as const

async function fetchPage(slug: string, filters: PeopleFilters, place: Place): Promise<PeoplePage> {
  const where = 'offset' in place ? { offset: place.offset } : { cursor: place.cursor }
  const query = { ...apiQuery(filters), ...where, page_size: PAGE_ROWS }
  const params = { path: { event: slug }, query }
  const page = unwrap(await send(api.GET('/api/v1/events/{event}/registrants/', { params })))
  return {
    begin: beginOf(place, page.results.length, page.previous === null),
    results: page.results,
    next: cursorOf(page.next),
    previous: cursorOf(page.previous),
  }
}

/** People come and go while somebody scrolls; where nothing lies before a page, it is the first one all the same. */
export function beginOf(place: Place, rows: number, isFirst: boolean): number {
  if ('offset' in place) return place.offset
  if (isFirst) return 0
  return 'begin' in place ? place.begin : Math.max(0, place.end - rows)
}

function after(offset: number): Place {
  return { offset }
}

/** The pages around row `at`; each `round` reads them anew. */
export const peopleQuery = (slug: string, filters: PeopleFilters, at: number, round: number) =>
  infiniteQueryOptions({
    queryKey: [...peopleKey(slug), filters, at, round],
    queryFn: ({ pageParam }) => fetchPage(slug, filters, pageParam),
    initialPageParam: after(at),
    getNextPageParam: (page): Place | null =>
      page.next === null ? null : { cursor: page.next, begin: page.begin + page.results.length },
    getPreviousPageParam: (page): Place | null =>
      page.previous === null ? null : { cursor: page.previous, end: page.begin },
    maxPages: PAGES_KEPT,
    placeholderData: keepPreviousData,
    staleTime: Infinity, // the socket keeps it current
    gcTime: 60_000,
    structuralSharing: false, // to compare thousands of rows takes longer than to draw forty
  })

export const totalKey = (slug: string) => ['event', slug, 'people-total'] as const

/** How many there are of those. */
export const totalQuery = (slug: string, filters: PeopleFilters) =>
  queryOptions({
    queryKey: [...totalKey(slug), filters],
    queryFn: async () => {
      const params = { path: { event: slug }, query: apiQuery(filters) }
      return unwrap(await send(api.GET('/api/v1/events/{event}/registrants/total/', { params }))).total
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
