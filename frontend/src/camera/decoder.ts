/** The page's end of the worker that reads codes. There is one for the page; it outlives the views that use it. */
import type { Picture, Said } from './messages'
import { nextWay, takePicture, transferOf, type Way } from './picture'

/** A decoder that is silent for so long has died; the slowest phone needs a tenth of it. */
const SILENT_MS = 5_000

/** When things happened, on the clock of `performance.now()`. */
export interface Timing {
  /** The picture was taken from the camera. */
  readonly capturedAt: number
  /** The page had the code. */
  readonly resultAt: number
  /** Of this, what the worker took. */
  readonly decodeMs: number
  readonly way: Way
}

export interface Decoded {
  readonly text: string | null
  readonly timing: Timing
}

export class Decoder {
  /** Resolves when the decoder is loaded; rejects when it cannot be, or has died. */
  readonly ready: Promise<void>
  isDead = false
  #worker: Worker
  #way: Way = nextWay(null)
  #isBusy = false
  #nth = 0
  #waiting: { id: number; hear: (said: Said) => void; give: (error: Error) => void } | null = null

  constructor(worker: Worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })) {
    this.#worker = worker
    this.ready = new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
        if (data.type === 'ready') resolve()
        else if (data.type === 'failed') reject(this.#die(data.why))
        else if (data.id === this.#waiting?.id) this.#waiting.hear(data)
      })
      worker.addEventListener('error', ({ message }) => reject(this.#die(message || 'it did not load')))
    })
    this.ready.catch(() => undefined) // whoever waits for it hears of it; nobody else has to
  }

  /** Null while the last picture is being read, and where there was no picture to take. Rejects once it has died. */
  async decode(video: HTMLVideoElement): Promise<Decoded | null> {
    if (this.#isBusy || video.videoWidth === 0) return null
    this.#isBusy = true
    try {
      return await this.#read(video)
    } finally {
      this.#isBusy = false
    }
  }

  async #read(video: HTMLVideoElement): Promise<Decoded | null> {
    const way = this.#way
    const capturedAt = performance.now()
    const answer = await this.#handOver(video, way)
    if (answer === null || (answer.isEmpty && way !== 'pixels')) {
      this.#way = nextWay(way)
      return null
    }
    const { text, decodeMs } = answer
    return { text, timing: { capturedAt, resultAt: performance.now(), decodeMs, way } }
  }

  /** Null where the browser cannot take or send the picture in this way. */
  async #handOver(video: HTMLVideoElement, way: Way): Promise<Extract<Said, { type: 'answer' }> | null> {
    const id = (this.#nth += 1)
    let picture: Picture
    try {
      picture = await takePicture(video, way)
    } catch {
      return null
    }
    if (this.isDead) throw new Error('the decoder has died')
    const answer = this.#hear(id)
    try {
      this.#worker.postMessage({ id, picture }, transferOf(picture))
    } catch {
      this.#waiting?.hear({ type: 'answer', id, text: null, isEmpty: true, decodeMs: 0 })
    }
    return answer
  }

  #hear(id: number): Promise<Extract<Said, { type: 'answer' }>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#die('it is silent'), SILENT_MS)
      const settle = () => {
        clearTimeout(timer)
        this.#waiting = null
      }
      this.#waiting = {
        id,
        hear: (said) => {
          settle()
          if (said.type === 'answer') resolve(said)
        },
        give: (error) => {
          settle()
          reject(error)
        },
      }
    })
  }

  #die(why: string): Error {
    this.isDead = true
    this.#worker.terminate()
    const error = new Error(`the code reader failed: ${why}`)
    this.#waiting?.give(error)
    return error
  }
}

let shared: Decoder | null = null

/** The page's decoder, a new one if the last has died. The first call loads it. */
export function sharedDecoder(): Decoder {
  if (shared === null || shared.isDead) shared = new Decoder()
  return shared
}

/** Loads the decoder before anybody scans. True once it is there; false if it cannot be loaded now. */
export async function prefetchDecoder(): Promise<boolean> {
  return sharedDecoder().ready.then(
    () => true,
    () => false,
  )
}
