/** Which event this display shows: the one in its address, else its own, else the only one that its user may see. */
import type { Event, OwnDevice } from '@/api/types'
import { findOwnDevice } from '@/device/ownDevice'
import { requestEvent } from '@/event/requestEvent'
import { api, send } from '@/http/client'
import type { Result } from '@/http/result'

export interface Kiosk {
  event: Event | null
  /** The paired display that this is; null where a user opened the page. */
  device: OwnDevice | null
}

export async function loadKiosk(slug: string | null): Promise<Result<Kiosk>> {
  const found = await findOwnDevice()
  if (!found.ok) return found
  const device = found.value
  const own = slug ?? device?.event
  const event = own === undefined ? await onlyEvent() : await requestEvent(own)
  return event.ok ? { ok: true, value: { event: event.value, device } } : event
}

async function onlyEvent(): Promise<Result<Event | null>> {
  const events = await send(api.GET('/api/v1/events/'))
  if (!events.ok) return events
  const [first, ...others] = events.value.results
  return { ok: true, value: first !== undefined && others.length === 0 ? first : null }
}
