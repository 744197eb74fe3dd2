/** How items get to the disk: written when the browser says so, and each at the place that the store gives it. */
import type { Connection } from './database'
import type { QueueItem } from './items'

/** It is done when the browser says that it is on the disk, and not just on its way there. */
export function beginDurably(connection: Connection) {
  const { store, done } = connection.transaction('queue', 'readwrite', { durability: 'strict' })
  done.catch(() => undefined) // whoever works in it is told as well
  return { store, done }
}

export async function addDurably(connection: Connection, items: readonly QueueItem[]): Promise<QueueItem[]> {
  const { store, done } = beginDurably(connection)
  const adding = Promise.all(items.map(async (item) => ({ ...item, seq: await store.add(unplaced(item)) })))
  const [stored] = await Promise.all([adding, done])
  return stored
}

/** Without its place: the store gives it one that is true for all tabs. */
function unplaced(item: QueueItem): QueueItem {
  const rest: Partial<QueueItem> = { ...item }
  delete rest.seq
  return rest as QueueItem
}

/** As they are then on the disk. Of what is there already the later version stays: a cut connection may have stored it. */
export async function storeDurably(
  connection: Connection,
  items: readonly QueueItem[],
): Promise<QueueItem[]> {
  const { store, done } = beginDurably(connection)
  const byKey = store.index('by_key')
  const stored: QueueItem[] = []
  for (const item of items) {
    const known = await byKey.get(item.key)
    if (known !== undefined && known.version >= item.version) stored.push(known)
    else if (known !== undefined) {
      stored.push({ ...item, seq: known.seq })
      await store.put({ ...item, seq: known.seq })
    } else {
      stored.push({ ...item, seq: await store.add(unplaced(item)) })
    }
  }
  await done
  return stored
}
