import { plural, t } from '@/i18n/t'
import { useDoor } from '@/door/context'
import type { DoorState } from '@/door/types'
import { Icon } from '@/ui/Icon'

/** What is wrong with the device or the event and stays wrong until somebody does something. */
export function DoorNotices() {
  const { state } = useDoor()
  return noticesOf(state).map((words) => (
    <p key={words} role="status" className="door-notice">
      <Icon name="warning" />
      {words}
    </p>
  ))
}

function noticesOf({ storage, heldForOthers, device, isSignedOut, isOutside, event }: DoorState): string[] {
  const notices: string[] = []
  if (storage === 'full') {
    notices.push(
      t('The storage of this device is full. Make room, and keep this page open until all is sent.'),
    )
  }
  if (storage === 'unavailable') {
    notices.push(t('This browser stores nothing: scans are lost with this page. Leave the private mode.'))
  }
  if (heldForOthers > 0) {
    notices.push(
      plural(
        heldForOthers,
        '{count} scan of whoever was signed in here before: sent when they sign in again.',
        '{count} scans of whoever was signed in here before: sent when they sign in again.',
      ),
    )
  }
  if (isSignedOut && device !== null) {
    notices.push(t('The server does not know this device any more. Scans are kept: ask an organiser.'))
  }
  if (isOutside) {
    notices.push(t('You have no role here any more. Scans are kept on this device: ask an organiser.'))
  }
  if (event.closed) {
    notices.push(t('Admission is closed: nobody is let in until an organiser opens it again.'))
  }
  return notices
}
