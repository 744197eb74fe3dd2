/** The event that this device worked at last: the door on the home screen opens there. */
const KEY = 'headcount-last-door'

/** Called by the door's shell whenever the door of an event is open. */
export function rememberDoor(slug: string): void {
  try {
    localStorage.setItem(KEY, slug)
  } catch {
    // Storage is full or forbidden: the home screen then opens the pairing page.
  }
}

export function lastDoor(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
