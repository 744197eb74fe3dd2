/**
 * Reads codes from pictures of the camera, away from the page, so that the page never waits for it. One picture at a
 * time. The decoder is WebAssembly and a file of our own: the library would fetch it from a CDN.
 */
import { prepareZXingModule, readBarcodes, type ReaderOptions, type ReadResult } from 'zxing-wasm/reader'
import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url'

import type { Picture, Question, Said } from './messages'

const OPTIONS: ReaderOptions = {
  formats: ['QRCode', 'Code128'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  // More than one, because the one in the middle is meant.
  maxNumberOfSymbols: 4,
  // As printed: the default dresses up GS1 contents for people.
  textMode: 'Plain',
}

const say = (said: Said) => self.postMessage(said)

prepareZXingModule({ overrides: { locateFile: () => wasmAddress }, fireImmediately: true }).then(
  () => say({ type: 'ready' }),
  (error: unknown) => say({ type: 'failed', why: String(error) }),
)

self.addEventListener('message', (event: MessageEvent<Question>) => {
  const { id, picture } = event.data
  answer(id, picture).then(say, (error: unknown) => say({ type: 'failed', why: String(error) }))
})

async function answer(id: number, picture: Picture): Promise<Said> {
  const startedAt = performance.now()
  const image = imageOf(picture)
  const isEmpty = image === null || image.data[3] === 0
  const found = isEmpty ? [] : await readBarcodes(image, OPTIONS)
  const text = image === null ? null : nextToMiddle(found, image)
  return { type: 'answer', id, text, isEmpty, decodeMs: performance.now() - startedAt }
}

let drawing: OffscreenCanvasRenderingContext2D | null = null

function imageOf(picture: Picture): ImageData | null {
  if ('buffer' in picture) {
    return new ImageData(new Uint8ClampedArray(picture.buffer), picture.width, picture.height)
  }
  const [width, height] = sizeOf(picture)
  try {
    drawing ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (drawing === null) return null
    if (drawing.canvas.width !== width || drawing.canvas.height !== height) {
      Object.assign(drawing.canvas, { width, height })
    }
    drawing.drawImage(picture, 0, 0, width, height)
    return drawing.getImageData(0, 0, width, height)
  } catch {
    return null
  } finally {
    picture.close()
  }
}

function sizeOf(picture: VideoFrame | ImageBitmap): [number, number] {
  if ('displayWidth' in picture) return [picture.displayWidth, picture.displayHeight]
  return [picture.width, picture.height]
}

/** The whole picture is read, so the pass of the next guest may be in it too. */
function nextToMiddle(found: ReadResult[], { width, height }: ImageData): string | null {
  let nearest: string | null = null
  let least = Infinity
  for (const { text, position } of found) {
    const x = (position.topLeft.x + position.bottomRight.x) / 2
    const y = (position.topLeft.y + position.bottomRight.y) / 2
    const distance = Math.hypot(x - width / 2, y - height / 2)
    if (text !== '' && distance < least) [nearest, least] = [text, distance]
  }
  return nearest
}
