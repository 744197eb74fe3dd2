/** False on iPhones and on most desktops, which then have sound and colour only. */
export function canVibrate(): boolean {
  return typeof (navigator as Partial<Navigator>).vibrate === 'function'
}

/** Replaces a vibration that is still going on. */
export function vibrate(pattern: readonly number[]): void {
  if (pattern.length > 0 && canVibrate()) navigator.vibrate([...pattern])
}
