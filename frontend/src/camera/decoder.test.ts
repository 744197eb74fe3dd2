import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Decoder } from './decoder'
import type { Question, Said } from './messages'

class FakeWorker extends EventTarget {
  questions: Question[] = []
  terminate = vi.fn()
  postMessage(question: Question) {
    this.questions.push(question)
  }
  say(said: Said) {
    this.dispatchEvent(new MessageEvent('message', { data: said }))
  }
  answer(text: string | null, isEmpty = false) {
    const { id } = this.questions.at(-1) ?? expect.fail('nothing was asked')
    this.say({ type: 'answer', id, text, isEmpty, decodeMs: 3 })
  }
}

const video = { videoWidth: 640, videoHeight: 480 } as HTMLVideoElement
let worker: FakeWorker
let decoder: Decoder

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('VideoFrame', EventTarget)
  vi.stubGlobal('OffscreenCanvas', EventTarget)
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: 640 }))
  worker = new FakeWorker()
  decoder = new Decoder(worker as unknown as Worker)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settle = () => vi.advanceTimersByTimeAsync(0)

it('gives the text of a picture and how long it took', async () => {
  const decoded = decoder.decode(video)
  await settle()
  await vi.advanceTimersByTimeAsync(12)
  worker.answer('ZOE-0042')
  const { text, timing } = (await decoded) ?? expect.fail('nothing was read')
  expect(text).toBe('ZOE-0042')
  expect(timing).toMatchObject({ decodeMs: 3, way: 'frame' })
  expect(timing.resultAt - timing.capturedAt).toBe(12)
})

it('sends one picture at a time', async () => {
  const first = decoder.decode(video)
  expect(await decoder.decode(video)).toBeNull()
  await settle()
  worker.answer(null)
  await first
  void decoder.decode(video)
  await settle()
  expect(worker.questions).toHaveLength(2)
})

it('takes pictures in another way where they arrive empty or cannot be sent', async () => {
  const first = decoder.decode(video)
  await settle()
  worker.answer(null, true)
  expect(await first).toBeNull()
  const second = decoder.decode(video)
  await settle()
  worker.answer('ZOE-0042')
  expect((await second)?.timing.way).toBe('bitmap')
})

it('takes pictures in another way where the browser lets it take none in this one', async () => {
  vi.stubGlobal('VideoFrame', function refuse() {
    throw new DOMException('no', 'InvalidStateError')
  })
  expect(await decoder.decode(video)).toBeNull()
  const second = decoder.decode(video)
  await settle()
  worker.answer(null)
  expect((await second)?.timing.way).toBe('bitmap')
})

it('reads nothing before there is a picture', async () => {
  expect(await decoder.decode({ videoWidth: 0 } as HTMLVideoElement)).toBeNull()
  expect(worker.questions).toEqual([])
})

it('is ready when the worker says so', async () => {
  worker.say({ type: 'ready' })
  await expect(decoder.ready).resolves.toBeUndefined()
})

it('is dead when it cannot be loaded', async () => {
  worker.say({ type: 'failed', why: 'no network' })
  await expect(decoder.ready).rejects.toThrow('no network')
  expect(decoder.isDead).toBe(true)
  expect(worker.terminate).toHaveBeenCalled()
})

it('is dead when it is silent', async () => {
  worker.say({ type: 'ready' })
  const decoded = decoder.decode(video)
  const failed = expect(decoded).rejects.toThrow('it is silent')
  await vi.advanceTimersByTimeAsync(6_000)
  await failed
  expect(decoder.isDead).toBe(true)
})
