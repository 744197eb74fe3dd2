import { t } from '@/i18n/t'
import { useState } from 'react'

import type { OwnDevice } from '@/api/types'
import { describe } from '@/http/result'
import { signOut as endSession } from '@/session/signOut'

import { faceOf } from './pair'

/** A signed-in user goes before the device of the same browser, so whoever pairs it chooses. */
export function SignedInHere({ device }: { device: OwnDevice }) {
  const [failure, setFailure] = useState('')
  const asUser = device.kind === 'scanner' ? faceOf(device) : `/k/?event=${encodeURIComponent(device.event)}`

  const signOut = async () => {
    const refused = await endSession()
    if (refused === null) window.location.replace(faceOf(device))
    else if (refused === 'unanswered') {
      setFailure(t('A door in this browser holds scans without an answer. Let it send them first.'))
    } else setFailure(describe(refused))
  }

  return (
    <>
      <p>
        {t(
          'Somebody is signed in to this browser, and as long as that is so it works for them, not as {device}.',
          {
            device: device.name,
          },
        )}
      </p>
      <div role="alert">{failure && <p className="pairing-short">{failure}</p>}</div>
      <button type="button" className="button button-primary button-large" onClick={() => void signOut()}>
        {t('Sign out and go on as {device}', { device: device.name })}
      </button>
      <a className="button button-large" href={asUser}>
        {t('Stay signed in')}
      </a>
    </>
  )
}
