/** What page and worker say to each other. */

/** A picture of the camera on its way to the worker; each way works where the one before does not. */
export type Picture = VideoFrame | ImageBitmap | Pixels

/** Red, green, blue and opacity of every pixel. */
export interface Pixels {
  buffer: ArrayBuffer
  width: number
  height: number
}

export interface Question {
  id: number
  picture: Picture
}

export type Said =
  | { type: 'ready' }
  | { type: 'failed'; why: string }
  | {
      type: 'answer'
      id: number
      /** Of the symbol next to the middle; null where there is none. */
      text: string | null
      /** The picture arrived empty: this browser cannot hand it over this way. */
      isEmpty: boolean
      decodeMs: number
    }
