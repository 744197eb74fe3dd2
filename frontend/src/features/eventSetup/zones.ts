import { knownZone } from '@/format/zone'

/** The time zones to choose from: what the browser knows, UTC, and what is chosen already. */
export function zones(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort()
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** "America/New_York" as people read it, with its distance from UTC at this moment: "America/New York (GMT-4)". */
export function zoneWords(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: knownZone(zone),
    timeZoneName: 'shortOffset',
  }).formatToParts(at)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value
  return `${zone.replaceAll('_', ' ')}${offset === undefined ? '' : ` (${offset})`}`
}
