/** Keeps one event live for everything below it: one socket, its state, and the activity that passes. */
import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react'

import type { Activity } from '@/api/types'
import { forgetUser, meKey, meQuery } from '@/session/me'

import { applyFrame, refillLists } from './applyFrame'
import { FrameGate } from './frameGate'
import { type Link, LiveSocket, liveUrl } from './socket'

/** The answer with the new session may come after the farewell to the old one. */
const NEW_SESSION_MS = 1_000

type ActivityListener = (items: readonly Activity[]) => void

interface LiveEventValue {
  socket: LiveSocket
  gate: FrameGate
  activityListeners: Set<ActivityListener>
}

const LiveEventContext = createContext<LiveEventValue | null>(null)

export function LiveEventProvider({ slug, children }: { slug: string; children: ReactNode }) {
  const client = useQueryClient()
  const [live] = useState<LiveEventValue>(() => {
    const activityListeners = new Set<ActivityListener>()
    const gate = new FrameGate((frames) =>
      notifyManager.batch(() => {
        for (const frame of frames) {
          applyFrame(client, slug, frame)
          if (frame.type === 'activity') for (const listener of activityListeners) listener(frame.items)
        }
      }),
    )
    const socket = new LiveSocket({ url: liveUrl(slug), onFrame: (frame) => gate.push(frame) })
    return { socket, gate, activityListeners }
  })

  useEffect(() => {
    let opened = 0
    let phase = live.socket.link().phase
    let isOver = false
    // A new password ends the session that the socket had, and this browser has another. Else nobody is signed in.
    const comeBack = async () => {
      const me = await client.query({ ...meQuery, staleTime: 0 }).catch(() => undefined)
      if (me === null) forgetUser(client)
      else if (!isOver) live.socket.start()
    }
    const unsubscribe = live.socket.subscribe(() => {
      const link = live.socket.link()
      const isOut = link.refusal === 'signed_out' || link.refusal === 'revoked'
      if (isOut) setTimeout(() => void comeBack(), NEW_SESSION_MS)
      if (link.phase === 'open' && phase !== 'open' && opened++ > 0) {
        refillLists(client, slug)
        // A changed role ends the socket too.
        void client.invalidateQueries({ queryKey: meKey })
      }
      phase = link.phase
    })
    live.socket.start()
    return () => {
      unsubscribe()
      isOver = true
      live.socket.stop()
      live.gate.stop()
    }
  }, [client, live, slug])

  return <LiveEventContext value={live}>{children}</LiveEventContext>
}

function useLiveEvent(): LiveEventValue {
  const live = use(LiveEventContext)
  if (live === null) throw new Error('LiveEventProvider is missing')
  return live
}

export function useLink(): Link {
  const { socket } = useLiveEvent()
  return useSyncExternalStore(socket.subscribe, socket.link)
}

/** True while the socket brings no news and REST has to be asked instead. */
export function useLinkIsDown(): boolean {
  const { socket } = useLiveEvent()
  return useSyncExternalStore(socket.subscribe, () => socket.link().failures >= 3)
}

/** Calls back with steps as they pass. The callback must be stable. */
export function useActivityFrames(listener: ActivityListener): void {
  const { activityListeners } = useLiveEvent()
  useEffect(() => {
    activityListeners.add(listener)
    return () => {
      activityListeners.delete(listener)
    }
  }, [activityListeners, listener])
}
