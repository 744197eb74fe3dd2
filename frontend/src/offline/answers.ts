/** Which requests the worker answers, and from what. */
import { type Build, DOOR, KIOSK } from './build'

const CACHE_PREFIX = 'headcount-build-'

export const cacheName = ({ id }: Build): string => CACHE_PREFIX + id

/** Of all caches of this origin, those of other builds. */
export function otherBuilds(names: string[], build: Build): string[] {
  return names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== cacheName(build))
}

/**
 * The address under which the answer is stored, or null: not the worker's business. A page of the door or the kiosk
 * is its shell; a file is itself, if it belongs to this build. The API, sockets, the organiser's pages and all that
 * writes go to the server.
 */
export function storedAddress(
  request: Pick<Request, 'method' | 'mode' | 'url'>,
  origin: string,
  files: ReadonlySet<string>,
): string | null {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return null
  if (request.mode === 'navigate') return shellOf(url.pathname)
  const isFile = url.search === '' && files.has(url.pathname) && shellOf(url.pathname) === null
  return isFile ? url.pathname : null
}

/** Django's page views draw the same line. */
function shellOf(path: string): string | null {
  if (/^\/[dj]\//.test(path)) return DOOR
  return path.startsWith(KIOSK) ? KIOSK : null
}
