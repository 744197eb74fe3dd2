/** What is stored here of somebody goes when they do: lists of people, doors, and scans with their answers. */
import { type Connection, Database } from './database'
import { isUnanswered } from './items'

const KEEP_MS = 2 * 24 * 60 * 60 * 1000

/** Leaves nothing of whom this is (`user:3`) but what nobody has answered yet. Never fails: storage may be refused. */
export async function wipeWho(who: string): Promise<void> {
  await withDatabase(async (connection) => {
    const doors = await connection.getAll('doors')
    const others = new Set(doors.filter((door) => door.who.key !== who).map(({ slug }) => slug))
    await wipeDoors(connection, (slug) => !others.has(slug))
    const items = (await connection.getAll('queue')).filter((item) => item.who === who && !isUnanswered(item))
    await deleteItems(
      connection,
      items.map(({ seq }) => seq),
    )
  })
}

/** Nobody here may see this event any more. Scans stay. */
export async function wipeEvent(slug: string): Promise<void> {
  await withDatabase((connection) => wipeDoors(connection, (one) => one === slug))
}

/** Lists are kept for two days after the end of their event, or after the server last opened the door to it. */
export async function wipeEnded(now = Date.now()): Promise<void> {
  await withDatabase(async (connection) => {
    const doors = (await connection.getAll('doors')).map(({ slug, event, openedAt }) => ({
      slug,
      keptFrom: Math.max(Date.parse(event.ends_at), openedAt ?? 0),
    }))
    const rosters = (await connection.getAll('rosters')).map(({ slug, setup }) => ({
      slug,
      keptFrom: Date.parse(setup.event.ends_at),
    }))
    const all = [...rosters, ...doors]
    const kept = new Set(all.filter(({ keptFrom }) => keptFrom >= now - KEEP_MS).map(({ slug }) => slug))
    if (all.some(({ slug }) => !kept.has(slug))) await wipeDoors(connection, (slug) => !kept.has(slug))
  })
}

export async function deleteItems(connection: Connection, seqs: readonly number[]): Promise<void> {
  const { store, done } = connection.transaction('queue', 'readwrite')
  await Promise.all([...seqs.map((seq) => store.delete(seq)), done])
}

/** In one transaction: a roster without its door belongs to nobody. */
export async function wipeDoors(connection: Connection, isGone: (slug: string) => boolean): Promise<void> {
  const transaction = connection.transaction(['doors', 'rosters', 'chunks'], 'readwrite')
  const [doors, rosters, chunks] = [
    transaction.objectStore('doors'),
    transaction.objectStore('rosters'),
    transaction.objectStore('chunks'),
  ]
  for (const slug of await doors.getAllKeys()) if (isGone(slug)) await doors.delete(slug)
  for (const slug of await rosters.getAllKeys()) if (isGone(slug)) await rosters.delete(slug)
  for (const key of await chunks.getAllKeys()) if (isGone(key[0])) await chunks.delete(key)
  await transaction.done
}

async function withDatabase(work: (connection: Connection) => Promise<void>): Promise<void> {
  const database = new Database()
  await database.use(work).catch(() => undefined)
  database.close()
}
