/** Sends pictures of a video to the decoder as long as it plays. */
import type { Decoded, Decoder } from './decoder'

/** Of a camera with 30 pictures a second every third: ten codes a second, and time for everything else. */
const INTERVAL_MS = 85

type Frames = Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>

/**
 * Calls `onDecoded` with what each picture held, until the answer is called. No picture is read twice, none while the
 * page is hidden, and none while another one is being read.
 */
export function scanLoop(
  video: HTMLVideoElement,
  decoder: Pick<Decoder, 'decode'>,
  onDecoded: (decoded: Decoded) => void,
  onDead: () => void,
): () => void {
  let hasEnded = false
  let lastAt = -Infinity
  const end = () => {
    hasEnded = true
    forget()
  }
  const look = () => {
    if (hasEnded) return
    forget = atNextFrame(video, look)
    const now = performance.now()
    if (now - lastAt < INTERVAL_MS || document.visibilityState === 'hidden') return
    lastAt = now
    decoder.decode(video).then(
      (decoded) => {
        if (decoded !== null && !hasEnded) onDecoded(decoded)
      },
      () => {
        if (!hasEnded) onDead()
        end()
      },
    )
  }
  let forget = atNextFrame(video, look)
  return end
}

function atNextFrame(video: HTMLVideoElement, look: () => void): () => void {
  const { requestVideoFrameCallback } = video as Partial<Frames>
  if (requestVideoFrameCallback !== undefined) {
    const handle = video.requestVideoFrameCallback(look)
    return () => video.cancelVideoFrameCallback(handle)
  }
  const timer = setTimeout(look, INTERVAL_MS)
  return () => clearTimeout(timer)
}
