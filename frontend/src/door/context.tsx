/** The desk of the event on show, for every screen of the door. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'

import type { Desk, DoorState } from './types'

const DeskContext = createContext<Desk | null>(null)

export function DoorProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('There is no desk around this component')
  return desk
}

/** How the door stands now, and the desk that changes it. */
export function useDoor(): { state: DoorState; desk: Desk } {
  const desk = useDesk()
  return { state: useSyncExternalStore(desk.subscribe, desk.state), desk }
}
