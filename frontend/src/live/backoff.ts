const CEILINGS_MS = [500, 1000, 2000, 4000, 8000, 15_000] as const

/** The wait before the next try after `failures` of them: full jitter, so that a thousand screens spread out. */
export function backoffDelay(failures: number, random: () => number = Math.random): number {
  const step = Math.min(Math.max(failures, 1), CEILINGS_MS.length) - 1
  return random() * (CEILINGS_MS[step] ?? 15_000)
}
