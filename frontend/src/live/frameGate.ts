/** Lets frames through a few times a second, however fast they come: a screen redraws no more often than eyes can follow. */
import type { Frame } from '@/api/frames'

const EVERY_MS = 250

export class FrameGate {
  readonly #apply: (frames: readonly Frame[]) => void
  #waiting: Frame[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(apply: (frames: readonly Frame[]) => void) {
    this.#apply = apply
  }

  /** A lone frame passes at once; what comes within the next quarter of a second passes together at its end. */
  push(frame: Frame): void {
    this.#waiting.push(frame)
    if (this.#timer === undefined) this.#pass()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = []
  }

  #pass(): void {
    const frames = joined(this.#waiting)
    this.#waiting = []
    this.#timer = frames.length === 0 ? undefined : setTimeout(() => this.#pass(), EVERY_MS)
    if (frames.length > 0) this.#apply(frames)
  }
}

/** Of what tells the whole, the last is enough; news is joined in its order. */
function joined(frames: readonly Frame[]): Frame[] {
  const byType = new Map<Frame['type'], Frame>()
  for (const frame of frames) {
    const before = byType.get(frame.type)
    if (frame.type === 'activity' && before?.type === 'activity') {
      byType.set(frame.type, { ...frame, items: [...before.items, ...frame.items] })
    } else if (frame.type === 'scan_refused' && before?.type === 'scan_refused') {
      byType.set(frame.type, { ...frame, items: [...before.items, ...frame.items] })
    } else byType.set(frame.type, frame)
  }
  return [...byType.values()]
}
