import { t } from '@/i18n/t'
import { useEffect } from 'react'
import { Link } from 'wouter'

import { CameraView } from '@/camera/CameraView'
import { willAsk } from '@/camera/cameraStream'
import { useCamera } from '@/camera/useCamera'
import { useDoor } from '@/door/context'
import { changeDoorSettings, useDoorSettings } from '@/settings/doorSettings'
import { announce } from '@/ui/announce'
import { Icon } from '@/ui/Icon'

interface ScanCameraProps {
  isPaused: boolean
  /** Must be stable. */
  onCode: (code: string) => void
  /** Whether there is a picture. Must be stable. */
  onPicture: (isOn: boolean) => void
}

/** The camera of the desk. It starts by itself where the browser will not ask; else with a tap, after a word why. */
export function ScanCamera({ isPaused, onCode, onPicture }: ScanCameraProps) {
  const { state } = useDoor()
  const { camera: deviceId } = useDoorSettings()
  const camera = useCamera({ onCode, deviceId })
  const { pause, resume, start, toggleTorch } = camera

  useEffect(() => {
    let left = false
    void willAsk().then((asks) => {
      if (!asks && !left) start()
    })
    return () => {
      left = true
    }
  }, [start])

  useEffect(() => {
    if (!isPaused) return
    pause()
    return resume
  }, [isPaused, pause, resume])

  const hasPicture = camera.state === 'starting' || camera.state === 'running' || camera.state === 'paused'
  useEffect(() => onPicture(hasPicture), [hasPicture, onPicture])

  const torch = camera.hasTorch ? toggleTorch : null
  useTorchKey(torch)
  return (
    <div className="scan-camera">
      <CameraView camera={camera}>
        <Link className="button door-button" href={`/d/${state.slug}/search`}>
          {t('Search by name')}
        </Link>
        <button
          type="button"
          className="button door-button"
          onClick={() => changeDoorSettings({ source: 'wedge' })}
        >
          {t('Go on without the camera')}
        </button>
      </CameraView>
      {torch && (
        <button
          type="button"
          className="button button-icon scan-torch"
          aria-pressed={camera.torch}
          onClick={torch}
        >
          <Icon name="torch" size={24} />
          <span className="visually-hidden">{t('Light|of a camera')}</span>
        </button>
      )}
    </div>
  )
}

function useTorchKey(torch: (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6') return
      event.preventDefault()
      if (torch === null) announce(t('This camera has no light'))
      else torch()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [torch])
}
