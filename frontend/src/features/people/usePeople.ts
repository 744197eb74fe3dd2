/** The list as one long row of people, of which only the part that somebody looks at is here. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'

import type { Registrant } from '@/api/types'

import { type PeopleFilters, writeFilters } from './filters'
import { PAGE_ROWS, peopleQuery, totalKey, totalQuery } from './peopleQuery'
import type { Rows } from './rowWindow'

/** So close to the end of what is here, the next page is asked for. */
const AHEAD = 80
/** What is dragged past is not asked for. */
const JUMP_PAUSE_MS = 80

export type Move = 'stay' | 'next' | 'previous' | 'jump'

/** What has to be read so that these rows are here; `begin` and `end` are what is here already. */
export function moveTo({ first, end: last }: Rows, begin: number, end: number): Move {
  if (first > end + PAGE_ROWS || last < begin - PAGE_ROWS) return 'jump'
  if (last > end - AHEAD) return 'next'
  return first < begin + AHEAD ? 'previous' : 'stay'
}

export function usePeople(slug: string, filters: PeopleFilters) {
  const key = writeFilters(filters)
  const [place, setPlace] = useState({ key, at: 0, round: 0 })
  const client = useQueryClient()
  const at = place.key === key ? place.at : 0
  const list = useInfiniteQuery(peopleQuery(slug, filters, at, place.round))
  const total = useQuery(totalQuery(slug, filters))

  const pages = list.data?.pages ?? []
  const begin = pages[0]?.begin ?? 0
  const rows = pages.flatMap((page) => page.results)
  const end = begin + rows.length
  // Nobody knows better than the last page.
  const count = pages.at(-1)?.next === null ? end : Math.max(total.data ?? 0, end)

  /** Reads everything anew, around this row. */
  const renew = useCallback(
    (row: number) => {
      setPlace(({ round }) => ({ key, at: Math.max(0, row - AHEAD), round: round + 1 }))
      void client.invalidateQueries({ queryKey: totalKey(slug) })
    },
    [client, slug, key],
  )
  const jump = useCallback(
    (row: number) => setPlace(({ round }) => ({ key, at: Math.max(0, row - PAGE_ROWS / 2), round })),
    [key],
  )
  return {
    list,
    begin,
    end,
    count,
    jump,
    renew,
    rowAt: (row: number): Registrant | undefined => rows[row - begin],
  }
}

export type People = ReturnType<typeof usePeople>

/** Has the rows that are on the screen read, and some beyond. */
export function useRowsRead({ list, begin, end, jump }: People, { first, end: last }: Rows): void {
  const { isFetching, isPlaceholderData, hasNextPage, hasPreviousPage, isError } = list
  const { fetchNextPage, fetchPreviousPage } = list
  useEffect(() => {
    if (isFetching || isPlaceholderData || isError || last === 0) return undefined
    const move = moveTo({ first, end: last }, begin, end)
    if (move === 'jump') {
      const timer = setTimeout(() => jump(first), JUMP_PAUSE_MS)
      return () => clearTimeout(timer)
    }
    if (move === 'next' && hasNextPage) void fetchNextPage()
    else if (first < begin + AHEAD && hasPreviousPage) void fetchPreviousPage()
    return undefined
  }, [
    isFetching,
    isPlaceholderData,
    isError,
    hasNextPage,
    hasPreviousPage,
    fetchNextPage,
    fetchPreviousPage,
    first,
    last,
    begin,
    end,
    jump,
  ])
}
