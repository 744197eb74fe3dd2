/**
 * The verdicts: how each looks and how long it stays (`feedback.ts` says how each sounds). One table for the card, the
 * list of the last scans and the tests. Colour never speaks alone: every verdict has its icon, its words and its sound too.
 */
import type { FeedbackKind } from '@/feedback/feedback'
import type { IconName } from '@/ui/Icon'

/** The ten of the table in the design, an exit, the wait for an answer, and a check-in that was taken back. */
export type VerdictKind = FeedbackKind | 'waiting' | 'undone'

/** The ground of the card; its text is white, or black on amber. Outline: none, so that it does not shout. */
export type Fill = 'teal' | 'amber' | 'red' | 'slate' | 'outline'

export interface Look {
  fill: Fill
  icon: IconName
  /** How long the card stays without a new scan; null: until it is dismissed. */
  staysMs: number | null
  /** A new scan does not take its place. */
  holds: boolean
}

const PASSES_MS = 2_500
const SLIPS_MS = 1_000

/** Of a contradiction the fill is that of the new verdict. */
export const LOOKS: Record<VerdictKind, Look> = {
  admitted: { fill: 'teal', icon: 'check', staysMs: PASSES_MS, holds: false },
  admitted_note: { fill: 'teal', icon: 'check', staysMs: null, holds: false },
  admitted_offline: { fill: 'teal', icon: 'check', staysMs: PASSES_MS, holds: false },
  exited: { fill: 'slate', icon: 'exit', staysMs: PASSES_MS, holds: false },
  duplicate: { fill: 'amber', icon: 'repeat', staysMs: null, holds: false },
  refused: { fill: 'red', icon: 'cross', staysMs: null, holds: false },
  unknown: { fill: 'red', icon: 'question', staysMs: null, holds: false },
  unknown_offline: { fill: 'amber', icon: 'question', staysMs: null, holds: true },
  repeat: { fill: 'outline', icon: 'dots', staysMs: SLIPS_MS, holds: false },
  contradicted: { fill: 'red', icon: 'warning', staysMs: null, holds: true },
  technical: { fill: 'slate', icon: 'warning', staysMs: null, holds: false },
  waiting: { fill: 'outline', icon: 'clock', staysMs: null, holds: false },
  undone: { fill: 'outline', icon: 'undo', staysMs: PASSES_MS, holds: false },
}
