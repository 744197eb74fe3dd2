import { t, type Phrase } from '@/i18n/t'
import { useSyncExternalStore } from 'react'

import { useDoor } from '@/door/context'
import { loginAddress } from '@/session/loginAddress'
import { Icon } from '@/ui/Icon'
import { useNow } from '@/ui/useNow'

import { type Pill, pillOf } from './pill'

/** "Live", "Slow 4 s", "Offline 12 waiting", "Sending 12…" or "Sign in to send 12". */
export function StatusPill() {
  const { state, desk } = useDoor()
  // The clock ticks once a second; news may have come since.
  const now = Math.max(useNow(), state.lastContact ?? 0)
  const { clockOffsetMs } = useSyncExternalStore(desk.counts.subscribe, desk.counts.state)
  const pill = pillOf(state, now, now + (clockOffsetMs ?? 0))
  return (
    <>
      {pill.kind === 'signed_out' && state.device === null ? (
        // A tab of its own, so that the door stays as it is.
        <a
          className="door-pill pill-signed_out"
          href={loginAddress(window.location)}
          target="_blank"
          rel="noreferrer"
        >
          {pill.text}
        </a>
      ) : (
        <p className={`door-pill pill-${pill.kind}`}>
          <PillMark kind={pill.kind} />
          {pill.text}
        </p>
      )}
      {/* Said when it changes; the numbers in it are for the eye. */}
      <p role="status" className="visually-hidden">
        {t(SAID[pill.kind])}
      </p>
    </>
  )
}

const SAID: Record<Pill['kind'], Phrase> = {
  live: 'Connected',
  slow: 'Connected',
  sending: 'Connected',
  offline: 'No connection: scans are kept on this device',
  signed_out: 'Signed out: scans are kept on this device',
}

function PillMark({ kind }: { kind: Pill['kind'] }) {
  if (kind === 'offline') return <Icon name="cloud_off" size={16} />
  if (kind === 'sending') return <Icon name="up" size={16} />
  return <span className="pill-dot" aria-hidden="true" />
}
