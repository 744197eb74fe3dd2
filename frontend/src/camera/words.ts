/** What each state of the camera is called, and what to do about it. */
import { type Phrase } from '@/i18n/t'
import type { IconName } from '@/ui/Icon'

import type { CameraState } from './camera'

export interface CameraWords {
  readonly icon: IconName
  readonly title: Phrase
  readonly text: Phrase
  /** What a tap does, where one can help. */
  readonly action: Phrase | null
}

export const CAMERA_WORDS: Readonly<Record<Exclude<CameraState, 'starting' | 'running'>, CameraWords>> = {
  idle: {
    icon: 'scan',
    title: 'Scan with the camera',
    text: 'Your browser will ask whether this page may use it. Pictures are read on this device and never leave it.',
    action: 'Start scanning',
  },
  asking: {
    icon: 'scan',
    title: 'May the camera be used?',
    text: 'Choose Allow in the question that your browser shows.',
    action: null,
  },
  denied: {
    icon: 'warning',
    title: 'The camera is not allowed',
    text: 'Allow it for this page in the settings of your browser, then try again.',
    action: 'Try again',
  },
  missing: {
    icon: 'warning',
    title: 'No camera found',
    text: 'This device has no camera that the browser can use. Connect one, or scan another way.',
    action: 'Try again',
  },
  busy: {
    icon: 'warning',
    title: 'The camera is in use',
    text: 'Another app or another tab holds it. Close that, then try again.',
    action: 'Try again',
  },
  insecure: {
    icon: 'warning',
    title: 'The camera needs a secure address',
    text: 'Browsers give it to pages only whose address begins with https. Open this page by such an address.',
    action: null,
  },
  lost: {
    icon: 'warning',
    title: 'The camera stopped',
    text: 'It was taken away or unplugged, and opening it again did not work.',
    action: 'Try again',
  },
  paused: {
    icon: 'clock',
    title: 'Paused',
    text: 'The camera is off. No code is read.',
    action: 'Resume',
  },
}
