import { useState, useSyncExternalStore } from 'react'

import { type OffReason } from '@/device/ownDevice'
import { useDeviceReport } from '@/device/useDeviceReport'
import { useDoor } from '@/door/context'

/**
 * Whether this scanner was switched off. It is told by the first that knows: the desk, by an answer or by the socket,
 * or the answer to what the device says of itself every half minute.
 */
export function useSwitchedOff(): OffReason | null {
  const { state, desk } = useDoor()
  const { clockOffsetMs } = useSyncExternalStore(desk.counts.subscribe, desk.counts.state)
  const [reported, setReported] = useState<OffReason | null>(null)
  const off = state.off ?? reported
  useDeviceReport(
    state.device !== null && off === null,
    { waiting: state.waiting, clockOffsetMs },
    setReported,
  )
  return off
}
