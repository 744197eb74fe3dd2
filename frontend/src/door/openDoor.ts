/** Opens a door: from the network, else, where no answer comes, from what is stored on this device. */
import { offReason } from '@/device/ownDevice'
import { isTemporary, type Result } from '@/http/result'

import { isNoRole } from './answers'
import { Database } from './database'
import { type DeskOptions, DoorDesk } from './desk'
import { type OpenedDoor, requestDoor, type StoredDoor } from './identity'
import { network as realNetwork, type Network } from './requests'
import { RosterStore } from './rosterStore'
import { wipeEnded, wipeEvent } from './wipe'

/** How long a door that could be opened from storage waits for the server. */
const PATIENCE_MS = 1_500

export interface OpenOptions {
  network?: Network
  random?: () => number
}

export async function openDoor(slug: string, options: OpenOptions = {}): Promise<Result<DoorDesk>> {
  const { network = realNetwork } = options
  const database = new Database()
  await wipeEnded()
  const stored = await readDoor(database, slug)
  const asking = requestDoor(slug, network, stored?.who ?? null)
  const answer = stored === null ? await asking : await Promise.race([asking, noAnswer()])
  if (answer?.ok) {
    await rememberDoor(database, slug, answer.value, stored)
    return opened(deskOf(answer.value), true)
  }
  if (answer !== null && offReason(answer.failure) === 'revoked') {
    await new RosterStore(database, slug).wipe()
  }
  if (answer?.ok === false && isNoRole(answer.failure)) await wipeEvent(slug)
  if (stored === null || (answer !== null && !isTemporary(answer.failure))) {
    database.close()
    return answer === null ? asking.then(unopened) : unopened(answer)
  }
  const desk = deskOf(stored)
  void asking.then((late) => meetLate(desk, late))
  return opened(desk, false)

  function deskOf(door: OpenedDoor): DoorDesk {
    const more: Partial<DeskOptions> = options.random === undefined ? {} : { random: options.random }
    return new DoorDesk({ slug, door, database, network, ...more })
  }

  async function meetLate(desk: DoorDesk, late: Result<OpenedDoor>): Promise<void> {
    if (late.ok && late.value.who.key === stored?.who.key) await storeDoor(database, slug, late.value)
    desk.meet(late)
  }
}

async function opened(desk: DoorDesk, isFresh: boolean): Promise<Result<DoorDesk>> {
  void desk.start(isFresh)
  return Promise.resolve({ ok: true, value: desk })
}

function unopened(answer: Result<OpenedDoor>): Result<DoorDesk> {
  if (answer.ok) throw new Error('A door that was opened is no failure')
  return answer
}

async function noAnswer(): Promise<null> {
  const patience = navigator.onLine ? PATIENCE_MS : 0
  return new Promise((resolve) => setTimeout(() => resolve(null), patience))
}

async function readDoor(database: Database, slug: string): Promise<StoredDoor | null> {
  try {
    return (await database.use((connection) => connection.get('doors', slug))) ?? null
  } catch {
    return null
  }
}

/** A roster that was another user's or device's, or nobody knows whose, goes before anybody sees it. Scans stay. */
async function rememberDoor(
  database: Database,
  slug: string,
  door: OpenedDoor,
  before: StoredDoor | null,
): Promise<void> {
  if (before?.who.key !== door.who.key) await new RosterStore(database, slug).wipe()
  await storeDoor(database, slug, door)
}

async function storeDoor(database: Database, slug: string, door: OpenedDoor): Promise<void> {
  await database
    .use((connection) => connection.put('doors', { ...door, slug, openedAt: Date.now() }))
    .catch(() => undefined)
}
