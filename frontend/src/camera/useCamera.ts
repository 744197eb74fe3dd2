import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'

import { Camera, type CameraView, type OnCode } from './camera'
import { useWakeLock } from './wakeLock'

export interface CameraOptions {
  /** Called once each time a code comes into view. Must be stable. */
  onCode: OnCode
  /** The camera that was chosen on this device; null: the one at the back. */
  deviceId?: string | null
  /** Somebody chose another camera: to be remembered. */
  onChoose?: (id: string) => void
}

export interface CameraControl extends CameraView {
  /** Opens the camera, again after a failure. The browser may ask for permission: call it from a tap the first time. */
  start: () => void
  /** Lets go of the camera until `resume`. */
  pause: () => void
  resume: () => void
  choose: (id: string) => void
  toggleTorch: () => void
  /** The `ref` of the video. */
  attach: (video: HTMLVideoElement | null) => void
}

/** The camera of a view, closed with it. The screen stays on while it runs. */
export function useCamera({ onCode, deviceId = null, onChoose }: CameraOptions): CameraControl {
  const [camera] = useState(() => new Camera())
  const view = useSyncExternalStore(camera.subscribe, camera.view)
  // Before the effects of whoever starts it, and ended before theirs.
  useLayoutEffect(() => camera.use(), [camera])
  useEffect(() => camera.listen(onCode), [camera, onCode])
  useEffect(() => camera.choose(deviceId), [camera, deviceId])
  useWakeLock(view.state === 'running')
  return {
    ...view,
    start: camera.start,
    pause: camera.pause,
    resume: camera.resume,
    choose: (id) => {
      camera.choose(id)
      onChoose?.(id)
    },
    toggleTorch: camera.toggleTorch,
    attach: camera.attach,
  }
}
