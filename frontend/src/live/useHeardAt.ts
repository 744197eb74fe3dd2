import { useQuery } from '@tanstack/react-query'

import { countsQuery } from './countsQuery'
import { useLink } from './LiveEvent'

/** When the server was last heard, over the socket or over REST. */
export function useHeardAt(slug: string): number | null {
  const link = useLink()
  const { dataUpdatedAt } = useQuery({ ...countsQuery(slug), notifyOnChangeProps: ['dataUpdatedAt'] })
  return Math.max(link.heardAt ?? 0, dataUpdatedAt) || null
}
