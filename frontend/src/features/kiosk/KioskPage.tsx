import { t } from '@/i18n/t'
import './kiosk.css'

import { useCallback, useEffect, useState } from 'react'

import { offReason } from '@/device/ownDevice'
import { describe, type Failure, isTemporary, statusOf } from '@/http/result'
import { useRequest } from '@/ui/useRequest'
import { useTitle } from '@/ui/useTitle'

import type { KioskAddress } from './address'
import type { Healer } from './healer'
import { forgetNumbers, readKept } from './keptNumbers'
import { KioskMessage, KioskOff } from './KioskMessage'
import { KioskScreen } from './KioskScreen'
import { loadKiosk } from './loadKiosk'
import { hasFailedTwice } from './reloadLog'
import { useUntouched } from './useUntouched'
import { WORDS } from './words'

/** A display that nobody touches: it has no controls, and says in plain words what it lacks. */
export function KioskPage({ address, healer }: { address: KioskAddress; healer: Healer }) {
  const { slug } = address
  const [kiosk] = useRequest(useCallback(() => loadKiosk(slug), [slug]))
  const [kept] = useState(() => (hasFailedTwice() ? null : readKept(slug)))
  useUntouched()

  const isRefused = kiosk.state === 'failed' && !isTemporary(kiosk.failure)
  const isOver = isRefused || (kiosk.state === 'ready' && kiosk.value.event === null)
  useEffect(() => {
    if (!isOver) return
    healer.rest()
    forgetNumbers(slug)
  }, [isOver, healer, slug])

  // Without an answer it goes on as what it was last.
  const { event, device } =
    kiosk.state === 'ready' ? kiosk.value : { event: kept?.event, device: kept?.device }
  useTitle(t(WORDS.display), event?.name)

  if (kiosk.state === 'ready' && kiosk.value.event === null) {
    return <KioskMessage title={t(WORDS.whichEvent)} detail={t(WORDS.whichEventDetail)} />
  }
  if (isRefused) return <KioskFailure failure={kiosk.failure} />
  if (event) {
    return (
      <KioskScreen
        key={event.slug}
        address={address}
        event={event}
        device={device ?? null}
        kept={kept?.event.slug === event.slug ? kept : null}
        healer={healer}
      />
    )
  }
  return <KioskMessage title={kiosk.state === 'failed' ? describe(kiosk.failure) : t(WORDS.connecting)} />
}

function KioskFailure({ failure }: { failure: Failure }) {
  if (offReason(failure) === 'revoked') return <KioskOff />
  if (![401, 403, 404].includes(statusOf(failure))) return <KioskMessage title={describe(failure)} />
  return <KioskMessage title={t(WORDS.notSetUp)} detail={t(WORDS.notSetUpDetail)} />
}
