/** Who this browser is to the server, and the door that it opens: asked for, or remembered where no answer comes. */
import type { Event, Gate, OwnDevice } from '@/api/types'
import { offReason } from '@/device/ownDevice'
import { type Result, statusOf } from '@/http/result'

import type { Network } from './requests'

export interface Who {
  /** `device:5` or `user:3`: scans are sent as nobody else. */
  key: string
  name: string
  /** The paired scanner that this is; null where a user scans. */
  device: OwnDevice | null
}

export interface OpenedDoor {
  who: Who
  event: Event
  /** Those that may be scanned at by whom this is. */
  gates: Gate[]
}

export interface StoredDoor extends OpenedDoor {
  slug: string
  /** When the server last opened it, by this device's clock. */
  openedAt?: number
}

/**
 * Who scans at this event are counted as: a signed-in user with a role there, else the device of the same browser. The
 * server has it so, and says it. `known`: who it was the last time, to ask for that first.
 */
export async function findWho(
  slug: string,
  network: Network,
  known: Who | null = null,
): Promise<Result<Who>> {
  if (known !== null && known.device === null) {
    const user = await findUser(slug, network)
    if (user.ok || ![401, 403].includes(statusOf(user.failure))) return user
  }
  const device = await network.requestOwnDevice(slug)
  if (device.ok) {
    const { id, name } = device.value
    return { ok: true, value: { key: `device:${String(id)}`, name, device: device.value } }
  }
  if (offReason(device.failure) === 'revoked' || ![401, 403].includes(statusOf(device.failure))) return device
  return findUser(slug, network)
}

async function findUser(slug: string, network: Network): Promise<Result<Who>> {
  const user = await network.requestUser(slug)
  if (!user.ok) return user
  const { id, name, email } = user.value
  return { ok: true, value: { key: `user:${String(id)}`, name: name === '' ? email : name, device: null } }
}

export async function requestDoor(
  slug: string,
  network: Network,
  known: Who | null,
): Promise<Result<OpenedDoor>> {
  const [who, event, gates] = await Promise.all([
    findWho(slug, network, known),
    network.requestEvent(slug),
    network.requestGates(slug),
  ])
  if (!who.ok) return who
  if (!event.ok) return event
  if (!gates.ok) return gates
  const allowed = gatesFor(who.value.device, gates.value.results)
  return { ok: true, value: { who: who.value, event: event.value, gates: allowed } }
}

/** The gates that a device may use; none listed means all of them. */
export function gatesFor(device: OwnDevice | null, gates: readonly Gate[]): Gate[] {
  if (device === null || device.gates.length === 0) return [...gates]
  return gates.filter((gate) => device.gates.includes(gate.id))
}
