/** What a verdict sounds and feels like: one table for the door, its setup page and the tests. */
import { playTones, type Tone } from './sounds'
import { vibrate } from './vibrate'

export type FeedbackKind =
  | 'admitted'
  | 'admitted_note'
  | 'admitted_offline'
  | 'exited'
  | 'duplicate'
  | 'refused'
  | 'unknown'
  | 'unknown_offline'
  | 'repeat'
  | 'contradicted'
  | 'technical'

export interface Feedback {
  readonly tones: readonly Tone[]
  /** Milliseconds, as `navigator.vibrate` takes them: on, off, on. */
  readonly vibration: readonly number[]
}

const YES: readonly Tone[] = [
  { hz: 660, ms: 60, at: 0 },
  { hz: 990, ms: 60, at: 60 },
]
const CARE: readonly Tone[] = [
  { hz: 440, ms: 90, at: 0 },
  { hz: 440, ms: 90, at: 150 },
]
const NO: Tone = { hz: 180, ms: 350, at: 0, wave: 'square' }

const ADMITTED: Feedback = { tones: YES, vibration: [60] }
const DUPLICATE: Feedback = { tones: CARE, vibration: [120, 80, 120] }
const REFUSED: Feedback = { tones: [NO], vibration: [300] }
const SILENT: Feedback = { tones: [], vibration: [] }

const FEEDBACK: Readonly<Record<FeedbackKind, Feedback>> = {
  admitted: ADMITTED,
  admitted_note: { tones: [...YES, { hz: 1320, ms: 60, at: 120 }], vibration: [60, 60, 60] },
  admitted_offline: ADMITTED,
  exited: ADMITTED,
  duplicate: DUPLICATE,
  refused: REFUSED,
  unknown: REFUSED,
  unknown_offline: DUPLICATE,
  repeat: SILENT,
  contradicted: { tones: [NO, { ...NO, at: 450 }], vibration: [300, 100, 300] },
  technical: SILENT,
}

export function feedbackFor(kind: FeedbackKind): Feedback {
  return FEEDBACK[kind]
}

/** Sounds and vibrates as the verdict wants and the device's settings allow. */
export function giveFeedback(kind: FeedbackKind, allowed: { sound: boolean; vibration: boolean }): void {
  const { tones, vibration } = feedbackFor(kind)
  if (allowed.sound) void playTones(tones)
  if (allowed.vibration) vibrate(vibration)
}

/** Plays what an admission sounds like, muted or not. False: this browser plays nothing (yet). Call it from a tap. */
export function playTestTone(): Promise<boolean> {
  return playTones(YES)
}
