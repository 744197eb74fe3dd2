/**
 * Which reading of a scanned code is meant: as the host typed it if that is somebody's, else as a US keyboard would
 * have. Neither known: as typed, so that the person at the door sees what arrived.
 */
export function pickReading(text: string, usLayout: string, isKnown: (code: string) => boolean): string {
  return !isKnown(text) && isKnown(usLayout) ? usLayout : text
}
