/** What a hardware scanner made of the test code, and what is to be set on it. */
import { t, type Phrase } from '@/i18n/t'
import type { Reading } from '@/wedge/wedge'

/** What the printed codes of the setup page say: letters and a sign that layouts disagree about. */
export const TEST_CODE = 'TEST-YZ-0123'

/** One of them names the code. */
const OTHER_CODE =
  'The test code reads {code}. If you scanned that one, the scanner changes it: reset it to its factory settings.'
type Advice = Phrase | typeof OTHER_CODE

export interface Finding {
  kind: 'fine' | 'layout' | 'extra' | 'other' | 'no_end'
  /** What arrived, as this device understood it. */
  text: string
  headline: Phrase
  advice: Advice
}

export function judge({ text, usLayout }: Reading): Finding {
  const [typed, us] = [text.trim().toUpperCase(), usLayout.trim().toUpperCase()]
  if (typed === TEST_CODE) {
    return { kind: 'fine', text, headline: 'The scanner works', advice: 'Every sign arrived, with its end.' }
  }
  if (us === TEST_CODE) {
    return {
      kind: 'layout',
      text,
      headline: 'Another keyboard layout',
      advice:
        'The scanner types as on a US keyboard, and this device is set to another. Codes are read all the same; better set the scanner to the layout of this device.',
    }
  }
  if (typed.includes(TEST_CODE) || us.includes(TEST_CODE)) {
    return {
      kind: 'extra',
      text,
      headline: 'More than the code',
      advice:
        'The scanner adds something before or after the code. Switch its prefix and suffix off, Enter apart.',
    }
  }
  return {
    kind: 'other',
    text,
    headline: 'Something arrived',
    advice: OTHER_CODE,
  }
}

export function adviceOf({ advice }: Finding): string {
  return advice === OTHER_CODE ? t(advice, { code: TEST_CODE }) : t(advice)
}

export function withoutEnd(text: string): Finding {
  return {
    kind: 'no_end',
    text,
    headline: 'No Enter at the end',
    advice:
      'The scanner has to send Enter (or Tab) after each code. Its manual calls that a suffix or terminator.',
  }
}

/** On average, as fast as no hand is, and long enough for a code; as the scanner's own listener has it. */
const PACE_MS = 50
const MAX_GAP_MS = 300
const MIN_LENGTH = 6
const END_WITHIN_MS = 600

type Key = Pick<KeyboardEvent, 'key' | 'timeStamp' | 'repeat'>

interface EndWatch {
  press: (key: Key) => void
  /** Forgets what has come so far. */
  stop: () => void
}

/** Calls back with what came as fast as a scanner types and had no end. */
export function createEndWatch(onLost: (text: string) => void): EndWatch {
  let text = ''
  let [startedAt, lastAt] = [0, 0]
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    text = ''
  }
  const look = () => {
    const isBurst = text.length >= MIN_LENGTH && (lastAt - startedAt) / (text.length - 1) <= PACE_MS
    if (isBurst) onLost(text)
    text = ''
  }
  const press = ({ key, timeStamp, repeat }: Key) => {
    if (key === 'Enter' || key === 'Tab') stop()
    if (key.length !== 1 || repeat) return
    if (timeStamp - lastAt > MAX_GAP_MS) text = ''
    if (text === '') startedAt = timeStamp
    text += key
    lastAt = timeStamp
    clearTimeout(timer)
    timer = setTimeout(look, END_WITHIN_MS)
  }
  return { press, stop }
}
