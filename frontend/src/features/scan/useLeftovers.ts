import { useEffect, useState } from 'react'

import { forgetLeftovers, type Leftovers, readLeftovers } from '@/door/leftovers'
import type { DeskScan } from '@/door/types'
import { wipeWho } from '@/door/wipe'
import { backoffDelay } from '@/live/backoff'

import { handOver, type HandOver } from './handOver'

export interface HandingOver {
  /** Null until they are read. */
  left: Leftovers | null
  /** Null until the server has spoken once. */
  result: HandOver | null
  isDone: boolean
  /** Somebody has taken over what the server could not keep. */
  forget: () => void
}

/** Sends what a switched-off scanner holds until the server has said what became of it, and then leaves nothing here. */
export function useLeftovers(slug: string, shown: readonly DeskScan[]): HandingOver {
  const [atFirst] = useState(shown)
  const [left, setLeft] = useState<Leftovers | null>(null)
  const [result, setResult] = useState<HandOver | null>(null)
  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const give = async (found: Leftovers, tries: number) => {
      const requests = found.scans.map(({ request }) => request)
      const answer = await handOver(slug, requests, forgetLeftovers)
      if (stopped) return
      setResult(answer)
      if (answer.failure !== null) timer = setTimeout(() => void give(found, tries + 1), backoffDelay(tries))
    }
    void readLeftovers(slug, atFirst).then((found) => {
      if (stopped) return
      setLeft(found)
      void give(found, 1)
    })
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [slug, atFirst])

  const isKept = left !== null && result?.failure === null && result.kept >= left.scans.length
  const isDone = isKept && left.others.length === 0
  const owner = left?.owner ?? null
  useEffect(() => {
    if (isDone && owner !== null) void wipeWho(owner)
  }, [isDone, owner])

  const forget = () => {
    if (left === null) return
    void forgetLeftovers(left.others.map(({ key }) => key)).then(() => setLeft({ ...left, others: [] }))
  }
  return { left, result, isDone, forget }
}
