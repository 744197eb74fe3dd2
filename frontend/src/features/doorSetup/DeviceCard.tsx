import { plural, t } from '@/i18n/t'
import { useState, useSyncExternalStore } from 'react'

import { appVersion } from '@/device/appVersion'
import { useDoor } from '@/door/context'
import { describe } from '@/http/result'
import { signOut } from '@/session/signOut'

import { Facts, SetupCard } from './SetupCard'
import { clockWords } from './setupWords'
import { useWho } from './useWho'

/** Who scans here, with which build and clock; and the way out, which waiting scans bar. */
export function DeviceCard() {
  const { state, desk } = useDoor()
  const { clockOffsetMs } = useSyncExternalStore(desk.counts.subscribe, desk.counts.state)
  const who = useWho(state.device)
  return (
    <SetupCard title={t('This device')}>
      <Facts
        facts={[
          [t('Scans as'), who],
          [t('Event'), state.event.name],
          [t('Clock'), clockWords(clockOffsetMs)],
          [t('Version'), appVersion()],
        ]}
      />
      {state.device === null ? (
        <SignOut waiting={state.unsettled} />
      ) : (
        <p className="setup-hint">
          {t('A paired device stays signed in until an organiser switches it off.')}
        </p>
      )}
    </SetupCard>
  )
}

function SignOut({ waiting }: { waiting: number }) {
  const [problem, setProblem] = useState<string | null>(null)
  const leave = async () => {
    const failure = await signOut()
    if (failure === null) window.location.assign('/login')
    else setProblem(failure === 'unanswered' ? t('Another tab has scans that wait.') : describe(failure))
  }
  return (
    <>
      <div className="setup-actions">
        <button
          type="button"
          className="button door-button"
          disabled={waiting > 0}
          onClick={() => void leave()}
        >
          {t('Sign out')}
        </button>
        <a className="button door-button" href="/">
          {t('All events')}
        </a>
      </div>
      <p role="status" className="setup-answer">
        {waiting > 0
          ? plural(
              waiting,
              'Not yet: {count} scan still to be sent, and only you can send what you scanned.',
              'Not yet: {count} scans still to be sent, and only you can send what you scanned.',
            )
          : problem}
      </p>
    </>
  )
}
