/** Reads a list to its end, for lists that are short by their nature. */
import { cursorOf } from './cursor'
import type { Result } from './result'
import { unwrap } from './result'

interface Page<T> {
  results: T[]
  next: string | null
}

const MOST_PAGES = 20

/** `request` asks for the page at a cursor; null is the first one. Throws like `unwrap`. */
export async function everyPage<T>(
  request: (cursor: string | null) => Promise<Result<Page<T>>>,
): Promise<T[]> {
  const rows: T[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { results, next }: Page<T> = unwrap(await request(cursor))
    rows.push(...results)
    cursor = cursorOf(next)
    if (cursor === null) break
  }
  return rows
}
