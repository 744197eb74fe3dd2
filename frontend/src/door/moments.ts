/** Moments of this device, in ms since 1970 and in their order: also where its clock is set back, each is after all before. */
let latest = 0

export function nextMoment(): number {
  latest = Math.max(latest + 1, Date.now())
  return latest
}

/** Another page, or another tab, had this moment. */
export function seeMoment(moment: number | null): void {
  latest = Math.max(latest, moment ?? 0)
}
