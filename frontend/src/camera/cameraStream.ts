/** The browser's cameras: opening one, listing them, their light, and why there is none. */

/** Why there is no picture. */
export type CameraFailure = 'denied' | 'missing' | 'busy' | 'insecure'

export interface CameraDevice {
  readonly id: string
  /** Empty before somebody has allowed the camera. */
  readonly label: string
}

const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } }
const GONE = new Set(['OverconstrainedError', 'NotFoundError'])

// The types of the DOM know neither the light nor the focus of a camera.
interface Light {
  torch?: boolean
  focusMode?: string
}
interface Abilities {
  torch?: boolean
  focusMode?: string[]
}

/**
 * Rejects as `getUserMedia` does; `failureOf` says what that means. Without an id, or where the camera of that id is
 * gone (browsers change the ids when they forget a page): the camera at the back.
 */
export async function openCamera(id: string | null): Promise<MediaStream> {
  const { mediaDevices } = navigator as Partial<Navigator>
  if (mediaDevices === undefined) throw new TypeError('no cameras in this browser')
  const open = (which: MediaTrackConstraints) =>
    mediaDevices.getUserMedia({ audio: false, video: { ...SIZE, ...which } })
  if (id !== null) {
    try {
      return await open({ deviceId: { exact: id } })
    } catch (error) {
      if (!(error instanceof DOMException) || !GONE.has(error.name)) throw error
    }
  }
  return open({ facingMode: { ideal: 'environment' } })
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

export function failureOf(error: unknown): CameraFailure {
  if (!window.isSecureContext) return 'insecure'
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'missing'
}

export async function listCameras(): Promise<CameraDevice[]> {
  try {
    const all = await navigator.mediaDevices.enumerateDevices()
    return all
      .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  } catch {
    return []
  }
}

/** Whether the browser will ask somebody. Where it does not tell: it will. Where it has no cameras: it will not. */
export async function willAsk(): Promise<boolean> {
  if ((navigator as Partial<Navigator>).mediaDevices === undefined) return false
  try {
    // Older browsers reject the name.
    const { state } = await navigator.permissions.query({ name: 'camera' })
    return state === 'prompt'
  } catch {
    return true
  }
}

function abilitiesOf(track: MediaStreamTrack): Abilities {
  const { getCapabilities } = track as Partial<MediaStreamTrack>
  return getCapabilities === undefined ? {} : (track.getCapabilities() as Abilities)
}

export function hasTorch(track: MediaStreamTrack): boolean {
  return abilitiesOf(track).torch === true
}

/** False: the camera did not obey. */
export function setTorch(track: MediaStreamTrack, torch: boolean): Promise<boolean> {
  return apply(track, { torch })
}

/** Passes are held at any distance; some cameras focus once only unless they are told. */
export async function keepFocusing(track: MediaStreamTrack): Promise<void> {
  if (abilitiesOf(track).focusMode?.includes('continuous')) await apply(track, { focusMode: 'continuous' })
}

async function apply(track: MediaStreamTrack, light: Light): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [light as MediaTrackConstraintSet] })
    return true
  } catch {
    return false
  }
}
