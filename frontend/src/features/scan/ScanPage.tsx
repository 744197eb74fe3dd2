import { t } from '@/i18n/t'
import './scan.css'

import { lazy, Suspense, useState, useSyncExternalStore } from 'react'

import { DoorConflicts } from '@/conflicts/DoorConflicts'
import { useDoor } from '@/door/context'
import { useDoorSettings } from '@/settings/doorSettings'

import { CodeForm } from './CodeForm'
import { LastScan } from './LastScan'
import type { Asking, Scanning } from './scanning'
import { SearchJump } from './SearchJump'
import { type CardActions, VerdictCard } from './VerdictCard'

const ScanCamera = lazy(async () => ({ default: (await import('./ScanCamera')).ScanCamera }))
const ScanDialogs = lazy(async () => ({ default: (await import('./ScanDialogs')).ScanDialogs }))

/** The page in front of the queue: the camera, the verdict, and what one thumb needs. */
export function ScanPage({ scanning }: { scanning: Scanning }) {
  const { state, desk } = useDoor()
  const { source } = useDoorSettings()
  const { shown, isPaused, pause, take, untaken } = scanning
  const card = useSyncExternalStore(shown.subscribe, shown.state)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [isTyping, setIsTyping] = useState(false)
  const [hasPicture, setHasPicture] = useState(false)
  const hasCamera = source !== 'wedge'

  const actions: CardActions = {
    dismiss: shown.dismiss,
    dismissAll: () => shown.dismissAll(),
    override: (scan) => setAsking({ what: 'override', scan }),
    letIn: (scan) => setAsking({ what: 'let_in', scan }),
    hold: (scan) => {
      desk.hold(scan.key)
      shown.dismiss()
    },
    retry: (scan) => desk.retry(scan.key),
    checkIn: (people) => shown.together(people.map(({ id }) => desk.submit({ registrant: id }).key)),
    resume: () => pause(false),
  }

  return (
    <main className="scan" data-camera={hasCamera}>
      <h1 className="visually-hidden">{t('{event}, door', { event: state.event.name })}</h1>
      {hasCamera && (
        <Suspense fallback={<div className="scan-camera" />}>
          <ScanCamera isPaused={isPaused} onCode={take} onPicture={setHasPicture} />
        </Suspense>
      )}
      <div className="scan-side">
        <SearchJump />
        <DoorConflicts />
        <VerdictCard card={card} isPaused={isPaused} untaken={untaken} actions={actions} />
      </div>
      <div className="scan-foot">
        {(!hasCamera || !hasPicture || isTyping) && <CodeForm onSubmit={take} takesFocus={isTyping} />}
        <LastScan
          isTyping={isTyping}
          {...(hasCamera && hasPicture ? { onTyping: () => setIsTyping((before) => !before) } : {})}
        />
      </div>
      {asking !== null && (
        <Suspense fallback={null}>
          <ScanDialogs asking={asking} onClose={() => setAsking(null)} />
        </Suspense>
      )}
    </main>
  )
}
