import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest'

import { Camera } from './camera'
import type { Decoded } from './decoder'

const reading = vi.hoisted(() => ({
  ready: Promise.resolve(),
  decode: vi.fn<() => Promise<Decoded | null>>(),
}))
vi.mock('./decoder', () => ({ sharedDecoder: () => reading }))

class FakeTrack extends EventTarget {
  muted = false
  readyState = 'live'
  torch = false
  stop = vi.fn(() => (this.readyState = 'ended'))
  getSettings = () => ({ deviceId: 'back', facingMode: 'environment' })
  getCapabilities = () => ({ torch: true })
  applyConstraints = vi.fn(({ advanced: [{ torch }] }: { advanced: [{ torch: boolean }] }) => {
    this.torch = torch
    return Promise.resolve()
  })
}

let tracks: FakeTrack[]
let getUserMedia: Mock<(wanted: MediaStreamConstraints) => Promise<unknown>>
let video: HTMLVideoElement
let camera: Camera
let leave: () => void

function streamOf(track: FakeTrack) {
  tracks.push(track)
  return { getTracks: () => [track], getVideoTracks: () => [track] }
}

beforeEach(() => {
  vi.useFakeTimers()
  tracks = []
  getUserMedia = vi.fn(() => Promise.resolve(streamOf(new FakeTrack())))
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia,
    enumerateDevices: () => Promise.resolve([{ kind: 'videoinput', deviceId: 'back', label: 'Back' }]),
  })
  vi.stubGlobal('isSecureContext', true)
  Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true })
  Object.defineProperty(navigator, 'permissions', {
    value: { query: () => Promise.resolve({ state: 'granted' }) },
    configurable: true,
  })
  video = { play: () => Promise.resolve(), onplaying: null, srcObject: null } as unknown as HTMLVideoElement
  reading.decode.mockResolvedValue(null)
  camera = new Camera()
  leave = camera.use()
  camera.attach(video)
})

afterEach(() => {
  leave()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settle = () => vi.advanceTimersByTimeAsync(0)
const state = () => camera.view().state
const lastTrack = () => tracks.at(-1) ?? expect.fail('no camera was opened')

async function running(): Promise<void> {
  camera.start()
  await settle()
  video.onplaying?.(new Event('playing'))
  await settle()
}

function refuse(name: string) {
  getUserMedia.mockRejectedValue(new DOMException('no', name))
}

it('opens the camera at the back and says what it can do', async () => {
  expect(state()).toBe('idle')
  camera.start()
  expect(state()).toBe('starting')
  await running()
  expect(getUserMedia.mock.calls[0]?.[0].video).toMatchObject({ facingMode: { ideal: 'environment' } })
  expect(camera.view()).toMatchObject({
    state: 'running',
    device: 'back',
    devices: [{ id: 'back', label: 'Back' }],
    hasTorch: true,
    reader: 'ready',
  })
})

it('says when the browser asks', async () => {
  Object.defineProperty(navigator, 'permissions', { value: undefined, configurable: true })
  getUserMedia.mockReturnValue(new Promise(() => undefined))
  camera.start()
  await settle()
  expect(state()).toBe('asking')
})

it.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
])('tells a %s: %s', async (name, expected) => {
  refuse(name)
  camera.start()
  await settle()
  expect(state()).toBe(expected)
})

it('tells an insecure address, which has no cameras at all', async () => {
  vi.stubGlobal('isSecureContext', false)
  Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true })
  camera.start()
  await settle()
  expect(state()).toBe('insecure')
})

it('leaves one camera open where it is started, stopped and started again at once', async () => {
  camera.start()
  leave()
  leave = camera.use()
  await running()
  expect(tracks.filter(({ readyState }) => readyState === 'live')).toHaveLength(1)
  expect(state()).toBe('running')
})

it('is not opened by what ends with the view', async () => {
  await running()
  camera.pause()
  leave()
  camera.resume()
  await settle()
  expect(state()).toBe('idle')
  expect(tracks.filter(({ readyState }) => readyState === 'live')).toEqual([])
})

it('lets go of the camera while it pauses', async () => {
  await running()
  camera.pause()
  expect(state()).toBe('paused')
  expect(lastTrack().readyState).toBe('ended')
  camera.resume()
  await running()
  expect(state()).toBe('running')
})

describe('the chosen camera', () => {
  it('is the one that is asked for, and replaces the one that runs', async () => {
    await running()
    camera.choose('front')
    await settle()
    expect(tracks[0]?.readyState).toBe('ended')
    expect(getUserMedia.mock.lastCall?.[0].video).toMatchObject({ deviceId: { exact: 'front' } })
  })

  it('is the one at the back where it is gone', async () => {
    getUserMedia.mockRejectedValueOnce(new DOMException('no', 'OverconstrainedError'))
    camera.choose('gone')
    await running()
    expect(getUserMedia.mock.lastCall?.[0].video).toMatchObject({ facingMode: { ideal: 'environment' } })
    expect(state()).toBe('running')
  })
})

it('switches the light on and off', async () => {
  await running()
  camera.toggleTorch()
  await settle()
  expect(camera.view().torch).toBe(true)
  expect(lastTrack().torch).toBe(true)
  camera.toggleTorch()
  await settle()
  expect(camera.view().torch).toBe(false)
})

describe('a camera that is taken away', () => {
  it('is opened again', async () => {
    await running()
    lastTrack().dispatchEvent(new Event('ended'))
    await settle()
    expect(tracks).toHaveLength(2)
    video.onplaying?.(new Event('playing'))
    expect(state()).toBe('running')
  })

  it('is lost when it cannot be opened again', async () => {
    await running()
    refuse('NotFoundError')
    lastTrack().dispatchEvent(new Event('ended'))
    await settle()
    expect(state()).toBe('lost')
  })

  it('is lost when it is taken away over and over', async () => {
    await running()
    for (let nth = 0; nth < 4; nth += 1) {
      lastTrack().dispatchEvent(new Event('ended'))
      await settle()
    }
    expect(state()).toBe('lost')
  })

  it('comes back with the cable', async () => {
    await running()
    refuse('NotFoundError')
    lastTrack().dispatchEvent(new Event('ended'))
    await settle()
    getUserMedia.mockImplementation(() => Promise.resolve(streamOf(new FakeTrack())))
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    await settle()
    expect(state()).toBe('starting')
  })

  it('is opened again when it stays muted, not when it is muted for a moment', async () => {
    await running()
    const track = lastTrack()
    track.muted = true
    track.dispatchEvent(new Event('mute'))
    track.muted = false
    track.dispatchEvent(new Event('unmute'))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tracks).toHaveLength(1)
    track.muted = true
    track.dispatchEvent(new Event('mute'))
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tracks).toHaveLength(2)
  })
})

describe('codes', () => {
  const timing = { capturedAt: 10, resultAt: 30, decodeMs: 5, way: 'frame' } as const

  it('are said once while they are in view, with their timing', async () => {
    const onCode = vi.fn()
    const measure = vi.spyOn(performance, 'measure')
    camera.listen(onCode)
    reading.decode.mockResolvedValue({ text: 'ZOE-0042', timing })
    await running()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(reading.decode.mock.calls.length).toBeGreaterThan(10)
    expect(onCode.mock.calls).toEqual([['ZOE-0042', timing]])
    expect(measure.mock.calls).toEqual([
      ['camera:captured-to-result', { start: 10, end: 30, detail: timing }],
    ])
  })

  it('are looked for at most twelve times a second', async () => {
    await running()
    reading.decode.mockClear()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(reading.decode.mock.calls.length).toBeLessThanOrEqual(12)
  })

  it('are looked for again with a new decoder where one has died', async () => {
    reading.decode.mockRejectedValueOnce(new Error('it is silent'))
    await running()
    await vi.advanceTimersByTimeAsync(200)
    expect(camera.view().reader).toBe('failed')
    await vi.advanceTimersByTimeAsync(6_000)
    expect(camera.view().reader).toBe('ready')
  })

  it('are not looked for after the camera has stopped', async () => {
    await running()
    leave()
    reading.decode.mockClear()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(reading.decode).not.toHaveBeenCalled()
  })
})
