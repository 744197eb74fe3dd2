/** What the door does beside scanning, for as long as it is open. */
import { useEffect } from 'react'

import { useDoor } from '@/door/context'
import { unlockSounds } from '@/feedback/sounds'
import { rememberDoor } from '@/offline/lastDoor'
import { useHoldUnanswered } from '@/session/unanswered'
import { useWarningBeforeLeaving } from '@/ui/useWarningBeforeLeaving'

/** When the first scan is over, most likely. */
const AHEAD_MS = 5_000

/** What is only needed later, and could not be had without a network. */
const LATER = [
  () => import('@/features/search/SearchPage'),
  () => import('@/features/recent/RecentPage'),
  () => import('@/features/scan/ScanDialogs'),
  () => import('@/features/scan/SwitchedOff'),
]

export function useDoorKeeping(): void {
  const { state } = useDoor()
  const { slug, unsettled, storage, scans } = state
  useEffect(() => rememberDoor(slug), [slug])
  useEffect(() => unlockSounds(), [])
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of LATER) load().catch(() => undefined)
    }, AHEAD_MS)
    return () => clearTimeout(timer)
  }, [])
  useHoldUnanswered(unsettled > 0)
  const livesHereAlone = storage !== 'ok' || scans.some((scan) => scan.storageFailed && scan.answer === null)
  useWarningBeforeLeaving(unsettled > 0 && livesHereAlone)
}
