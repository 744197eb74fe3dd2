import { useQuery, useQueryClient } from '@tanstack/react-query'

import { dayArrivalsQuery, renewTail } from './arrivalsQuery'
import { useCounts } from './useCounts'
import { useFollowing } from './useFollowing'

const EVERY_MS = 3_000

/** The admissions of a day by minute; their tail follows the counts, a few seconds behind. */
export function useArrivals(slug: string, day: number) {
  const client = useQueryClient()
  const arrivals = useQuery(dayArrivalsQuery(slug, day))
  useFollowing(useCounts(slug).data?.scans.admitted, EVERY_MS, () => renewTail(client, slug, day))
  return arrivals
}
