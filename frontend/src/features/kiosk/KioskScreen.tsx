import { useEffect, useState, useSyncExternalStore } from 'react'

import type { Event, OwnDevice } from '@/api/types'
import { useDeviceReport } from '@/device/useDeviceReport'
import { formatClock } from '@/format/time'
import { CountsStore } from '@/live/countsStore'
import { useNow } from '@/ui/useNow'
import { useTitle } from '@/ui/useTitle'

import type { KioskAddress } from './address'
import { Diagnostics } from './Diagnostics'
import type { Healer } from './healer'
import { shownFreshness } from './kioskFreshness'
import { forgetNumbers, type KeptNumbers } from './keptNumbers'
import { KioskOff } from './KioskMessage'
import { KioskView } from './KioskViews'
import { useKeptNumbers } from './useKeptNumbers'

interface KioskScreenProps {
  address: KioskAddress
  event: Event
  device: OwnDevice | null
  /** The last numbers of an earlier start; what the server says takes their place, whatever it is. */
  kept: KeptNumbers | null
  healer: Healer
}

export function KioskScreen({ address, event, device, kept, healer }: KioskScreenProps) {
  useTitle(event.name)
  const [store] = useState(() => new CountsStore(event.slug))
  const live = useSyncExternalStore(store.subscribe, store.state)
  const { link, heardAt, clockOffsetMs } = live
  const now = Math.max(useNow(), heardAt ?? 0)
  useEffect(() => {
    store.start()
    return () => store.stop()
  }, [store])

  const [isOff, setIsOff] = useState(false)
  useDeviceReport(device !== null && !isOff, { clockOffsetMs }, () => setIsOff(true))
  const isCutOff = link.refusal === 'revoked' || link.refusal === 'signed_out'
  const isSwitchedOff = device !== null && (isOff || isCutOff)
  const isOver = isSwitchedOff || link.refusal !== null

  useEffect(() => {
    healer.livesIn(event.timezone)
    healer.linkIs(link.phase === 'open')
    if (heardAt !== null) healer.heard(heardAt)
  }, [healer, event.timezone, link.phase, heardAt])
  useEffect(() => {
    if (!isOver) return
    healer.rest()
    forgetNumbers(address.slug)
  }, [healer, isOver, address.slug])

  const offset = clockOffsetMs ?? 0
  const fresh = live.counts === null || heardAt === null || isOver ? null : live.counts
  useKeptNumbers(
    address.slug,
    fresh && heardAt !== null ? { event, device, counts: fresh, heardAt: heardAt + offset } : null,
  )
  if (isSwitchedOff) return <KioskOff />

  const { freshness, words } = shownFreshness(live, kept, now, event.timezone)
  const isOld = freshness === 'stale' || freshness === 'off'
  return (
    <main className={isOld ? 'kiosk kiosk-old' : 'kiosk'}>
      <header className="kiosk-line">
        <h1>{event.name}</h1>
        <time>{formatClock(now + offset, event.timezone)}</time>
      </header>
      <KioskView view={address.view} counts={live.counts ?? kept?.counts ?? null} />
      <footer className="kiosk-line">
        <p className={`freshness freshness-${freshness}`}>
          <span className="freshness-dot" aria-hidden="true" />
          <strong role="status">{words}</strong>
        </p>
        <span className="kiosk-name">{device?.name ?? event.venue}</span>
      </footer>
      <Diagnostics live={live} healer={healer} event={event} device={device} now={now} />
    </main>
  )
}
