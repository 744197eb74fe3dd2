import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Frame } from '@/api/frames'
import { activity, counts } from '@/testing/samples'

import { FrameGate } from './frameGate'

let passed: (readonly Frame[])[]
let gate: FrameGate

beforeEach(() => {
  vi.useFakeTimers()
  passed = []
  gate = new FrameGate((frames) => passed.push(frames))
})

afterEach(() => {
  gate.stop()
  vi.useRealTimers()
})

const numbers = (revision: number): Frame => ({ type: 'counts', counts: counts({ revision }) })
const steps = (...ids: number[]): Frame => ({ type: 'activity', items: ids.map((id) => activity(id)) })

test('a lone frame passes at once', () => {
  gate.push(numbers(1))
  expect(passed).toEqual([[numbers(1)]])
})

test('ten frames a second pass at most four times, the last one among them', () => {
  for (let nth = 1; nth <= 10; nth++) {
    gate.push(numbers(nth))
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(250)
  expect(passed.length).toBeLessThanOrEqual(6)
  expect(passed.at(-1)).toEqual([numbers(10)])
})

test('no step is lost on the way', () => {
  gate.push(steps(1))
  gate.push(steps(2, 3))
  gate.push(numbers(2))
  gate.push(steps(4))
  vi.advanceTimersByTime(250)
  expect(passed).toEqual([[steps(1)], [steps(2, 3, 4), numbers(2)]])
})

test('after a pause a frame passes at once again', () => {
  gate.push(numbers(1))
  vi.advanceTimersByTime(600)
  gate.push(numbers(2))
  expect(passed).toHaveLength(2)
})

test('a stopped gate lets nothing through', () => {
  gate.push(numbers(1))
  gate.push(numbers(2))
  gate.stop()
  vi.advanceTimersByTime(1_000)
  expect(passed).toHaveLength(1)
})
