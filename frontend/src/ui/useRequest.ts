/** Loads one thing for the faces without React Query; tries again by itself where that may help. */
import { useCallback, useEffect, useState } from 'react'

import { type Failure, isTemporary, type Result } from '@/http/result'
import { backoffDelay } from '@/live/backoff'

export type Loaded<T> =
  { state: 'loading' } | { state: 'failed'; failure: Failure } | { state: 'ready'; value: T }

/** `request` must be stable: a new one starts over. */
export function useRequest<T>(request: () => Promise<Result<T>>): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const [round, setRound] = useState(0)

  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (tries: number): Promise<void> => {
      const result = await request()
      if (stopped) return
      setLoaded(
        result.ok ? { state: 'ready', value: result.value } : { state: 'failed', failure: result.failure },
      )
      if (!result.ok && isTemporary(result.failure)) {
        timer = setTimeout(() => void ask(tries + 1), backoffDelay(tries + 2))
      }
    }
    void ask(0)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [request, round])

  return [loaded, useCallback(() => setRound((before) => before + 1), [])]
}
