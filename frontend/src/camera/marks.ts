/** What a benchmark reads from `performance.getEntriesByName`: one entry for each code that came into view. */
import type { Timing } from './decoder'

export const CAPTURED = 'camera:captured'
export const RESULT = 'camera:result'
/** From the picture to the code in the page; `detail` is the `Timing`. */
export const CAPTURED_TO_RESULT = 'camera:captured-to-result'

/** Of a long day the last thousand are enough. */
const KEPT = 1_000
let noted = 0

export function note(timing: Timing): void {
  noted += 1
  if (noted % KEPT === 0) forget()
  performance.mark(CAPTURED, { startTime: timing.capturedAt })
  performance.mark(RESULT, { startTime: timing.resultAt })
  performance.measure(CAPTURED_TO_RESULT, { start: timing.capturedAt, end: timing.resultAt, detail: timing })
}

function forget(): void {
  performance.clearMarks(CAPTURED)
  performance.clearMarks(RESULT)
  performance.clearMeasures(CAPTURED_TO_RESULT)
}
