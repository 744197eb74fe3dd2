/** What this browser still holds for the server, at whatever event. */
import { Database } from './database'
import { isUnanswered } from './items'

/** Whether something of whom this is (`user:3`) has no answer yet. Where the storage cannot be read there is nothing stored. */
export async function holdsUnanswered(who: string): Promise<boolean> {
  const database = new Database()
  const items = await database.use((connection) => connection.getAll('queue')).catch(() => [])
  database.close()
  return items.some((item) => item.who === who && isUnanswered(item))
}
