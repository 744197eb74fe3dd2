import { t, type Phrase } from '@/i18n/t'
import { useCallback, useEffect, useState } from 'react'

import { type CameraDevice, listCameras } from '@/camera/cameraStream'
import { changeDoorSettings, type Source, useDoorSettings } from '@/settings/doorSettings'

import { Choice, SetupCard } from './SetupCard'

const SOURCES: readonly { value: Source; words: Phrase; hint: Phrase }[] = [
  { value: 'both', words: 'Camera and hardware scanner', hint: 'Whichever reads first.' },
  { value: 'camera', words: 'Camera', hint: 'A scanner is still heard, should one be connected.' },
  { value: 'wedge', words: 'Hardware scanner', hint: 'The camera stays off, which saves the battery.' },
]

/** What reads the codes, and with which camera. */
export function SourceCard() {
  const settings = useDoorSettings()
  const cameras = useCameras()
  return (
    <SetupCard title={t('What reads the codes')}>
      <Choice
        legend={t('What reads the codes')}
        name="source"
        value={settings.source}
        choices={SOURCES}
        onChoose={(source) => changeDoorSettings({ source })}
      />
      {settings.source !== 'wedge' && (
        <label className="field">
          <span>{t('Camera')}</span>
          <select
            value={settings.camera ?? ''}
            onChange={({ target }) => changeDoorSettings({ camera: target.value || null })}
          >
            <option value="">{t('The one at the back')}</option>
            {cameras.map(({ id, label }, nth) => (
              <option key={id} value={id}>
                {label || t('Camera {number}', { number: nth + 1 })}
              </option>
            ))}
          </select>
          {cameras.length === 0 && (
            <span className="field-hint">
              {t('Others are listed once the camera was allowed, on the page where you scan.')}
            </span>
          )}
        </label>
      )}
    </SetupCard>
  )
}

/** Those that this device has; it may get another one at any time. */
function useCameras(): readonly CameraDevice[] {
  const [cameras, setCameras] = useState<readonly CameraDevice[]>([])
  const look = useCallback(() => void listCameras().then(setCameras), [])
  useEffect(() => {
    look()
    // Pages without https have no cameras to list.
    const devices = (navigator as Partial<Navigator>).mediaDevices
    devices?.addEventListener('devicechange', look)
    return () => devices?.removeEventListener('devicechange', look)
  }, [look])
  return cameras
}
