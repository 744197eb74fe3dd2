/**
 * A camera that reads codes: opens it, keeps it running, and says each code once. One for each view; it knows nothing
 * of React. Whatever is asked for while something else is still under way ends that.
 */
import {
  type CameraDevice,
  type CameraFailure,
  closeCamera,
  failureOf,
  hasTorch,
  keepFocusing,
  listCameras,
  openCamera,
  setTorch,
  willAsk,
} from './cameraStream'
import { CodeGate } from './codeGate'
import { type Decoded, sharedDecoder, type Timing } from './decoder'
import { note } from './marks'
import { scanLoop } from './scanLoop'
import { watchTrack } from './watchTrack'

export type CameraState =
  | 'idle'
  /** the browser asks somebody for permission */
  | 'asking'
  | 'starting'
  | 'running'
  | CameraFailure
  /** it ran, and does not come back by itself */
  | 'lost'
  | 'paused'

export interface CameraView {
  readonly state: CameraState
  readonly devices: readonly CameraDevice[]
  /** The camera in use. */
  readonly device: string | null
  readonly hasTorch: boolean
  readonly torch: boolean
  /** The picture faces the person: shown as in a mirror. */
  readonly isMirrored: boolean
  /** Whether codes can be read; the picture may be there before. */
  readonly reader: 'loading' | 'ready' | 'failed'
}

export type OnCode = (code: string, timing: Timing) => void

/** A camera that is taken away may be given back by opening it again, but not for ever. */
const TRIES = 3
const TRIES_WITHIN_MS = 30_000
const READER_AGAIN_MS = 5_000

/** What may be over when the page is seen again or a cable was plugged in. */
const RETURNING = new Set<CameraState>(['lost', 'missing', 'busy'])

const NOTHING: CameraView = {
  state: 'idle',
  devices: [],
  device: null,
  hasTorch: false,
  torch: false,
  isMirrored: false,
  reader: 'loading',
}

export class Camera {
  #view = NOTHING
  #listeners = new Set<() => void>()
  #codeListeners = new Set<OnCode>()
  #gate = new CodeGate()
  #isUsed = false
  #chosen: string | null = null
  #video: HTMLVideoElement | null = null
  #stream: MediaStream | null = null
  /** Ends all that one opening has begun. */
  #session = new AbortController()
  #reading = new AbortController()
  #page: AbortController | null = null
  #restarts: number[] = []

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly view = (): CameraView => this.#view

  /** Calls `onCode` once for each time that a code comes into view. */
  readonly listen = (onCode: OnCode): (() => void) => {
    this.#codeListeners.add(onCode)
    return () => this.#codeListeners.delete(onCode)
  }

  /** The `ref` of the video that shows the picture. */
  readonly attach = (video: HTMLVideoElement | null): void => {
    this.#video = video
    if (this.#stream !== null) this.#show(this.#stream)
  }

  /**
   * A view uses it now, until the answer is called; nothing opens it before or after. Effects that end with the view
   * may still call `resume`.
   */
  readonly use = (): (() => void) => {
    this.#isUsed = true
    return () => {
      this.#isUsed = false
      this.#stop()
    }
  }

  readonly start = (): void => {
    if (!this.#isUsed) return
    this.#restarts = []
    this.#watchPage()
    void this.#open()
  }

  /** Lets go of the camera: its light goes out and the battery rests. */
  readonly pause = (): void => {
    if (!this.#isUsed) return
    this.#close()
    this.#change({ state: 'paused' })
  }

  readonly resume = (): void => this.start()

  /** Null: the one at the back. */
  readonly choose = (id: string | null): void => {
    if (id === this.#chosen) return
    this.#chosen = id
    if (this.#isOn()) void this.#open()
  }

  readonly toggleTorch = (): void => {
    const [track] = this.#stream?.getVideoTracks() ?? []
    if (track === undefined || !this.#view.hasTorch) return
    const { signal } = this.#session
    const torch = !this.#view.torch
    void setTorch(track, torch).then((obeyed) => {
      if (obeyed && !signal.aborted) this.#change({ torch })
    })
  }

  #stop(): void {
    this.#close()
    this.#page?.abort()
    this.#page = null
    this.#change({ state: 'idle' })
  }

  #isOn(): boolean {
    return ['asking', 'starting', 'running'].includes(this.#view.state)
  }

  async #open(): Promise<void> {
    const session = this.#close()
    this.#change({ state: 'starting' })
    void willAsk().then((asks) => {
      if (asks && this.#stream === null && !session.aborted && this.#isOn()) this.#change({ state: 'asking' })
    })
    try {
      const stream = await openCamera(this.#chosen)
      if (session.aborted) closeCamera(stream)
      else this.#take(stream, session)
    } catch (error) {
      if (!session.aborted) this.#fail(failureOf(error))
    }
  }

  #take(stream: MediaStream, session: AbortSignal): void {
    this.#stream = stream
    const [track] = stream.getVideoTracks()
    if (track === undefined) {
      this.#fail('missing')
      return
    }
    const { deviceId, facingMode } = track.getSettings()
    this.#change({ state: 'starting', device: deviceId ?? null, isMirrored: facingMode === 'user' })
    watchTrack(track, session, { onEnded: () => this.#restart(), onMuted: () => this.#restartIfSilent() })
    void keepFocusing(track)
    void this.#list(session)
    this.#show(stream)
  }

  #show(stream: MediaStream): void {
    const video = this.#video
    if (video === null) return
    if (video.srcObject !== stream) video.srcObject = stream
    video.onplaying = () => this.#run(stream)
    // Interrupted by the next opening, which plays by itself.
    video.play().catch(() => undefined)
  }

  #run(stream: MediaStream): void {
    const [track] = stream.getVideoTracks()
    // Some phones know of their light only once the camera runs.
    this.#change({ state: 'running', hasTorch: track !== undefined && hasTorch(track) })
    this.#read()
  }

  /** Reads codes as soon as the decoder is there, and with a new one after it has died. */
  #read(): void {
    this.#reading.abort()
    this.#reading = new AbortController()
    const { signal } = this.#reading
    const [decoder, video] = [sharedDecoder(), this.#video]
    const again = () => {
      if (signal.aborted) return
      this.#change({ reader: 'failed' })
      const timer = setTimeout(() => this.#read(), READER_AGAIN_MS)
      signal.addEventListener('abort', () => clearTimeout(timer))
    }
    decoder.ready.then(() => {
      if (signal.aborted || video === null) return
      this.#change({ reader: 'ready' })
      signal.addEventListener('abort', scanLoop(video, decoder, this.#heard, again))
    }, again)
  }

  #heard = ({ text, timing }: Decoded): void => {
    if (text === null || !this.#gate.admits(text, timing.resultAt)) return
    note(timing)
    for (const listener of this.#codeListeners) listener(text, timing)
  }

  #restartIfSilent(): void {
    const [track] = this.#stream?.getVideoTracks() ?? []
    if (document.visibilityState === 'hidden' || track === undefined) return
    if (track.muted || track.readyState === 'ended') this.#restart()
    else if (this.#stream !== null) this.#show(this.#stream)
  }

  #restart(): void {
    const now = performance.now()
    this.#restarts = this.#restarts.filter((at) => now - at < TRIES_WITHIN_MS)
    if (this.#restarts.length >= TRIES) {
      this.#fail('lost')
    } else {
      this.#restarts.push(now)
      void this.#open()
    }
  }

  /** What a phone does in the pocket, and what people do with cables. */
  #watchPage(): void {
    if (this.#page !== null) return
    this.#page = new AbortController()
    const { signal } = this.#page
    const { mediaDevices } = navigator as Partial<Navigator>
    document.addEventListener('visibilitychange', () => this.#look(), { signal })
    mediaDevices?.addEventListener('devicechange', () => this.#look(), { signal })
  }

  #look(): void {
    if (document.visibilityState === 'hidden') return
    if (this.#stream !== null) {
      void this.#list(this.#session.signal)
      this.#restartIfSilent()
    } else if (RETURNING.has(this.#view.state)) {
      this.start()
    }
  }

  async #list(session: AbortSignal): Promise<void> {
    const devices = await listCameras()
    if (!session.aborted) this.#change({ devices })
  }

  /** A camera that ran and cannot be opened again was lost, whatever the browser calls that. */
  #fail(failure: CameraFailure | 'lost'): void {
    const wasTaken = this.#restarts.length > 0 && (failure === 'missing' || failure === 'busy')
    this.#close()
    this.#change({ state: wasTaken ? 'lost' : failure })
  }

  #close(): AbortSignal {
    this.#session.abort()
    this.#reading.abort()
    this.#session = new AbortController()
    if (this.#stream !== null) closeCamera(this.#stream)
    this.#stream = null
    if (this.#video !== null) Object.assign(this.#video, { srcObject: null, onplaying: null })
    this.#change({ hasTorch: false, torch: false, device: null })
    return this.#session.signal
  }

  #change(part: Partial<CameraView>): void {
    this.#view = { ...this.#view, ...part }
    for (const listener of this.#listeners) listener()
  }
}
