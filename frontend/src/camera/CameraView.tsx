import { t } from '@/i18n/t'
import './camera.css'

import type { ReactNode } from 'react'

import { Icon } from '@/ui/Icon'

import type { CameraControl } from './useCamera'
import { CAMERA_WORDS } from './words'

const FAILURES: readonly string[] = ['denied', 'missing', 'busy', 'insecure', 'lost']

interface CameraViewProps {
  camera: CameraControl
  /** Makes a button of it while the camera pauses; without it, whoever paused it has one. */
  onResume?: () => void
  /** The way on where the camera fails: search, a scanner. */
  children?: ReactNode
}

/** The picture, or why there is none. The frame in the picture is a hint only: the whole picture is read. */
export function CameraView({ camera, onResume, children }: CameraViewProps) {
  const { state, attach, isMirrored } = camera
  const isShown = state === 'starting' || state === 'running'
  return (
    <div className="camera" data-state={state}>
      <video
        ref={attach}
        className="camera-picture"
        data-mirrored={isMirrored}
        hidden={!isShown}
        playsInline
        muted
        aria-hidden="true"
      />
      {isShown ? (
        <Shown camera={camera} />
      ) : (
        <Words state={state} onAction={state === 'paused' ? onResume : camera.start} way={children} />
      )}
    </div>
  )
}

function Shown({ camera: { state, reader } }: { camera: CameraControl }) {
  const words =
    state === 'starting'
      ? t('Starting the camera')
      : reader === 'loading'
        ? t('Loading the code reader')
        : reader === 'failed'
          ? t('The code reader could not be loaded. Trying again.')
          : null
  return (
    <>
      <div className="camera-finder" aria-hidden="true" />
      <p className={words === null ? 'visually-hidden' : 'camera-hint'} role="status">
        {words ?? t('The camera is on')}
      </p>
    </>
  )
}

interface WordsProps {
  state: keyof typeof CAMERA_WORDS
  onAction: (() => void) | undefined
  way: ReactNode
}

function Words({ state, onAction, way }: WordsProps) {
  const { icon, title, text, action } = CAMERA_WORDS[state]
  const isFailure = FAILURES.includes(state)
  return (
    <div className="camera-words" role={isFailure ? 'alert' : undefined}>
      <Icon name={icon} size={32} />
      <p className="camera-title">{t(title)}</p>
      <p className="muted">{t(text)}</p>
      <div className="camera-ways">
        {action !== null && onAction && (
          <button type="button" className="button button-primary door-button" onClick={onAction}>
            {t(action)}
          </button>
        )}
        {isFailure && way}
      </div>
    </div>
  )
}
