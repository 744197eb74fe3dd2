/** Takes the picture that a video shows, in the cheapest way this browser has. */
import type { Picture } from './messages'

/**
 * In the order in which they are tried: `VideoFrame` copies nothing (Chromium, Safari 16.4, Firefox 130), `ImageBitmap`
 * copies once, and pixels read back on the page work everywhere.
 */
export const WAYS = ['frame', 'bitmap', 'pixels'] as const
export type Way = (typeof WAYS)[number]

const PROBES: Record<Way, () => boolean> = {
  frame: () => 'VideoFrame' in window && 'OffscreenCanvas' in window,
  bitmap: () => 'createImageBitmap' in window && 'OffscreenCanvas' in window,
  pixels: () => true,
}

/** The first way after `failed` that this browser has. */
export function nextWay(failed: Way | null): Way {
  const rest = WAYS.slice(failed === null ? 0 : WAYS.indexOf(failed) + 1)
  return rest.find((way) => PROBES[way]()) ?? 'pixels'
}

export async function takePicture(video: HTMLVideoElement, way: Way): Promise<Picture> {
  if (way === 'frame') return new VideoFrame(video)
  if (way === 'bitmap') return createImageBitmap(video)
  return readPixels(video)
}

export function transferOf(picture: Picture): Transferable[] {
  return 'buffer' in picture ? [picture.buffer] : [picture]
}

let canvas: HTMLCanvasElement | null = null

function readPixels(video: HTMLVideoElement): Picture {
  const [width, height] = [video.videoWidth, video.videoHeight]
  canvas ??= document.createElement('canvas')
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (drawing === null) throw new Error('this browser draws no pictures')
  drawing.drawImage(video, 0, 0, width, height)
  return { buffer: drawing.getImageData(0, 0, width, height).data.buffer, width, height }
}
