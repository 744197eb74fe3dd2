/** Tones from WebAudio: no files to load, nothing to keep for offline. */

export interface Tone {
  readonly hz: number
  readonly ms: number
  /** Milliseconds after the first tone begins. */
  readonly at: number
  readonly wave?: 'sine' | 'square'
}

/** A square wave is much louder than a sine of the same height. */
const VOLUME = { sine: 0.7, square: 0.25 }
/** A tone that begins or ends at once clicks. */
const EDGE_SECONDS = 0.006
/** What counts as a tap for the browser; a touch that has only begun does not. */
const TAPS = ['click', 'touchend', 'keydown'] as const

let context: AudioContext | null = null

/**
 * Lets sound through from the first tap or key on, and again when a phone call has taken the speaker. Call once the
 * page is there; the answer stops it. A hardware scanner's keys count as well.
 */
export function unlockSounds(): () => void {
  const unlock = (event: Event) => {
    // Opening the speaker takes a moment, and must not tear a hardware scanner's burst apart: its end will do.
    if (event instanceof KeyboardEvent && event.key.length === 1) return
    void wake()
  }
  for (const tap of TAPS) window.addEventListener(tap, unlock, { capture: true, passive: true })
  return () => {
    for (const tap of TAPS) window.removeEventListener(tap, unlock, { capture: true })
  }
}

/** Plays at once what can be played now. False: it cannot; a tone that comes late would belong to another guest. */
export async function playTones(tones: readonly Tone[]): Promise<boolean> {
  if (tones.length === 0) return true
  const audio = await wake()
  if (audio === null) return false
  const start = audio.currentTime
  for (const tone of tones) play(audio, tone, start + tone.at / 1000)
  return true
}

/** The audio that runs, or null where the browser has none or waits for a tap. */
async function wake(): Promise<AudioContext | null> {
  context ??= create()
  if (context === null || context.state === 'running') return context
  // A browser that waits for a tap leaves this promise open: it must not be waited for.
  const resumed = context.resume().catch(() => undefined)
  await Promise.race([resumed, new Promise((resolve) => setTimeout(resolve, 50))])
  return isRunning(context) ? context : null
}

function isRunning({ state }: AudioContext): boolean {
  return state === 'running'
}

function create(): AudioContext | null {
  if (!('AudioContext' in window)) return null
  playThroughSilentSwitch()
  try {
    return new AudioContext({ latencyHint: 'interactive' })
  } catch {
    return null // no output, or too many pages that play
  }
}

/** iPhones (iOS 16.4 and later) then play although the switch at their side says silent. */
function playThroughSilentSwitch(): void {
  const { audioSession } = navigator as { audioSession?: { type: string } }
  if (audioSession !== undefined) audioSession.type = 'playback'
}

function play(audio: AudioContext, { hz, ms, wave = 'sine' }: Tone, from: number): void {
  const until = from + ms / 1000
  const oscillator = new OscillatorNode(audio, { frequency: hz, type: wave })
  const gain = new GainNode(audio, { gain: 0 })
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(VOLUME[wave], from + EDGE_SECONDS)
  gain.gain.setValueAtTime(VOLUME[wave], until - EDGE_SECONDS)
  gain.gain.linearRampToValueAtTime(0, until)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(from)
  oscillator.stop(until)
}
