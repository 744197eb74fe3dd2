/** What is the same on every page of the door: codes come in, verdicts are heard, and the keys do what they say. */
import { t, type Phrase } from '@/i18n/t'
import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'

import { useDoor } from '@/door/context'
import { wedgeTaker } from '@/door/wedgeTaker'
import type { Scanning, Untaken } from '@/features/scan/scanning'
import { ShownScans } from '@/features/scan/shownScans'
import { undoLast } from '@/features/scan/undoable'
import { giveFeedback } from '@/feedback/feedback'
import { changeDoorSettings, doorSettings } from '@/settings/doorSettings'
import { announce } from '@/ui/announce'
import { spoken } from '@/verdict/spoken'
import { pickReading } from '@/wedge/pickReading'
import { useWedge } from '@/wedge/useWedge'
import type { Reading } from '@/wedge/wedge'

import type { DoorPage } from './DoorNav'
import { useDoorKeys } from './useDoorKeys'

const WHY_UNTAKEN: Record<Untaken, Phrase> = {
  gate: 'That code was not sent. Choose your gate first, then scan again.',
  paused: 'Paused. That code was not taken.',
}

export function useScanning(page: DoorPage): Scanning {
  const { state, desk } = useDoor()
  const [shown] = useState(() => new ShownScans(desk))
  const [, navigate] = useLocation()
  const { slug } = state
  const go = useCallback((other: DoorPage) => navigate(`/d/${slug}/${other}`), [navigate, slug])
  const isElsewhere = page !== 'scan'
  const toScan = useCallback(() => {
    if (isElsewhere) go('scan')
  }, [go, isElsewhere])

  useHearing(shown, toScan)
  const taking = useTaking(toScan)
  useDoorKeys({
    search: () => go('search'),
    mute,
    undo: () => announce(undoLast(desk) ? t('Taking the last check-in back') : t('There is nothing to undo')),
    pause: () => (isElsewhere ? go('scan') : taking.pause(!taking.isPaused)),
    clear: () => {
      if (!isElsewhere) shown.clear()
    },
  })
  return { shown, ...taking }
}

/** A verdict is said, sounds, and is to be seen wherever the code was read. */
function useHearing(shown: ShownScans, toScan: () => void): void {
  useEffect(
    () =>
      shown.start(({ verdict, isNew }) => {
        announce(spoken(verdict))
        if (verdict.kind !== 'waiting' && verdict.kind !== 'undone')
          giveFeedback(verdict.kind, doorSettings())
        // Whoever has a form open is not taken away from it.
        if (isNew && document.querySelector('dialog[open]') === null) toScan()
      }),
    [shown, toScan],
  )
}

/** Codes of the camera, of a hardware scanner and of a hand, and whether they are taken just now. */
function useTaking(toScan: () => void): Omit<Scanning, 'shown'> {
  const { state, desk } = useDoor()
  const { gate } = state
  const [isPaused, setIsPaused] = useState(false)
  const [untaken, setUntaken] = useState<Untaken | null>(null)

  const pause = useCallback((paused: boolean) => {
    setIsPaused(paused)
    setUntaken(null)
    announce(paused ? t('Paused') : t('Scanning again'))
  }, [])

  const take = useCallback(
    (typed: string): boolean => {
      const code = typed.trim()
      if (code === '') return false
      const why = gate === null ? 'gate' : isPaused ? 'paused' : null
      setUntaken(why)
      if (why === null) desk.submit({ code })
      else announce(t(WHY_UNTAKEN[why]))
      return why === null
    },
    [desk, gate, isPaused],
  )

  const takeReading = useCallback(
    (reading: Reading) => {
      const taker = wedgeTaker()
      if (taker !== null) taker(reading)
      else if (!take(pickReading(reading.text, reading.usLayout, (code) => desk.knows(code)))) toScan()
    },
    [desk, take, toScan],
  )
  useWedge(takeReading)

  // What was lacking is there now.
  const isOver = untaken === 'gate' && gate !== null
  return { isPaused, pause, take, untaken: untaken === null || isOver ? null : t(WHY_UNTAKEN[untaken]) }
}

function mute(): void {
  const sound = !doorSettings().sound
  changeDoorSettings({ sound })
  announce(sound ? t('Sound on') : t('Sound off'))
}
