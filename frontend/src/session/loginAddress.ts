/** Where to sign in, and where to go on from there. Only addresses of this site are followed. */

export function loginAddress(location: Pick<Location, 'pathname' | 'search'>): string {
  const here = location.pathname + location.search
  return here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`
}

export function nextAddress(search: string, origin: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/'
  try {
    const target = new URL(next, origin)
    return target.origin === origin ? target.pathname + target.search : '/'
  } catch {
    return '/'
  }
}

/** The door and the kiosk are pages of their own: going there is a real navigation, not a change of route. */
export function isOtherFace(path: string): boolean {
  return /^\/[djk]\//.test(path)
}
