const known = new Map<string, string>()

/** The zone, or UTC where this browser does not know it: an old browser shall show other times, not nothing. */
export function knownZone(zone: string): string {
  let found = known.get(zone)
  if (found === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      found = zone
    } catch {
      found = 'UTC'
    }
    known.set(zone, found)
  }
  return found
}
