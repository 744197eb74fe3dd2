import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'

import type * as Feedback from './feedback'
import type * as Sounds from './sounds'

interface Played {
  hz: number
  wave: string
  from: number
  until: number
}
let played: Played[]
let startsAs: AudioContextState
let resumed: number

class StubAudioContext {
  state = startsAs
  currentTime = 5
  destination = {}
  resume(): Promise<void> {
    resumed += 1
    if (startsAs === 'closed') return new Promise(() => undefined)
    this.state = 'running'
    return Promise.resolve()
  }
}

class StubOscillator {
  readonly options: { frequency: number; type: string }
  private from = 0
  constructor(_context: unknown, options: { frequency: number; type: string }) {
    this.options = options
  }
  connect = (next: unknown) => next
  start(from: number) {
    this.from = from
  }
  stop(until: number) {
    played.push({ hz: this.options.frequency, wave: this.options.type, from: this.from, until })
  }
}

class StubGain {
  gain = { setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn() }
  connect = (next: unknown) => next
}

let feedback: typeof Feedback
let sounds: typeof Sounds
let vibrations: number[][]

beforeEach(async () => {
  played = []
  vibrations = []
  resumed = 0
  startsAs = 'running'
  vi.stubGlobal('AudioContext', StubAudioContext)
  vi.stubGlobal('OscillatorNode', StubOscillator)
  vi.stubGlobal('GainNode', StubGain)
  Object.assign(navigator, { vibrate: (pattern: number[]) => vibrations.push(pattern) > 0 })
  vi.resetModules()
  feedback = await import('./feedback')
  sounds = await import('./sounds')
})

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'vibrate')
})

const YES = ['660 sine 0-60', '990 sine 60-120']
const NO = '180 square 0-350'

test.each<[Feedback.FeedbackKind, string[], number[]]>([
  ['admitted', YES, [60]],
  ['exited', YES, [60]],
  ['admitted_note', [...YES, '1320 sine 120-180'], [60, 60, 60]],
  ['admitted_offline', YES, [60]],
  ['duplicate', ['440 sine 0-90', '440 sine 150-240'], [120, 80, 120]],
  ['refused', [NO], [300]],
  ['unknown', [NO], [300]],
  ['unknown_offline', ['440 sine 0-90', '440 sine 150-240'], [120, 80, 120]],
  ['repeat', [], []],
  ['contradicted', [NO, '180 square 450-800'], [300, 100, 300]],
  ['technical', [], []],
])('%s sounds and vibrates as the table says', async (kind, tones, vibration) => {
  feedback.giveFeedback(kind, { sound: true, vibration: true })
  await Promise.resolve()
  expect(played.map(inWords)).toEqual(tones)
  expect(vibrations).toEqual(vibration.length > 0 ? [vibration] : [])
})

/** Against the clock of the stub, in milliseconds. */
function inWords({ hz, wave, from, until }: Played): string {
  return `${hz} ${wave} ${Math.round((from - 5) * 1000)}-${Math.round((until - 5) * 1000)}`
}

describe('the settings of the device', () => {
  it('are silent without sound', async () => {
    feedback.giveFeedback('refused', { sound: false, vibration: true })
    await Promise.resolve()
    expect(played).toEqual([])
    expect(vibrations).toEqual([[300]])
  })

  it('are still without vibration', async () => {
    feedback.giveFeedback('refused', { sound: true, vibration: false })
    await Promise.resolve()
    expect(played).toHaveLength(1)
    expect(vibrations).toEqual([])
  })
})

describe('a browser that waits for a tap', () => {
  it('is resumed by a tap, before anything is played', () => {
    startsAs = 'suspended'
    const stop = sounds.unlockSounds()
    window.dispatchEvent(new Event('click'))
    expect(resumed).toBe(1)
    stop()
    window.dispatchEvent(new Event('click'))
    expect(resumed).toBe(1)
  })

  it('plays no late tone', async () => {
    startsAs = 'closed'
    expect(await feedback.playTestTone()).toBe(false)
    expect(played).toEqual([])
  })
})

it('tells whether the test tone was played', async () => {
  expect(await feedback.playTestTone()).toBe(true)
  expect(played.map(({ hz }) => hz)).toEqual([660, 990])
})

it('does without where the browser has neither', async () => {
  vi.stubGlobal('AudioContext', undefined)
  Reflect.deleteProperty(window, 'AudioContext')
  Reflect.deleteProperty(navigator, 'vibrate')
  feedback.giveFeedback('refused', { sound: true, vibration: true })
  expect(await feedback.playTestTone()).toBe(false)
})
