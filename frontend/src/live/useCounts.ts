import { useQuery } from '@tanstack/react-query'

import { countsQuery } from './countsQuery'
import { useLinkIsDown } from './LiveEvent'

const POLL_MS = 10_000

/** The counts on show. While the socket is down they are asked for every ten seconds. */
export function useCounts(slug: string) {
  const isDown = useLinkIsDown()
  return useQuery({ ...countsQuery(slug), refetchInterval: isDown ? POLL_MS : false })
}
