import { useQuery } from '@tanstack/react-query'

import type { Counts, Event } from '@/api/types'
import { devicesQuery } from '@/event/devicesQuery'
import { openConflictsQuery } from '@/live/conflictsQuery'
import { gatesNowQuery } from '@/live/gatesNowQuery'
import { useRole } from '@/session/me'

import type { Facts } from './attention'

const DEVICES_MS = 15_000

/** All that is known to decide what needs attention; a part that cannot be read is left out, and asked for again. */
export function useFacts(event: Event, counts: Counts): { facts: Facts; isPartial: boolean } {
  const role = useRole(event.slug)
  const settles = role === 'organiser' || role === 'door'
  const gatesNow = useQuery(gatesNowQuery(event.slug))
  const conflicts = useQuery({ ...openConflictsQuery(event.slug), enabled: settles })
  const devices = useQuery({
    ...devicesQuery(event.slug),
    enabled: role === 'organiser',
    refetchInterval: DEVICES_MS,
  })
  return {
    facts: {
      now: Date.parse(gatesNow.data?.as_of ?? counts.as_of),
      counts,
      gatesNow: gatesNow.data,
      conflicts: conflicts.data,
      devices: devices.data,
    },
    isPartial: [gatesNow, conflicts, devices].some(({ isError }) => isError),
  }
}
