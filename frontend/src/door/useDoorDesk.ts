import { useEffect, useState } from 'react'

import { type Failure, noAnswer, type Result } from '@/http/result'

import type { Desk } from './types'

export type Opening =
  | { state: 'opening' }
  | { state: 'open'; desk: Desk }
  /** `retry` tries once more. */
  | { state: 'failed'; failure: Failure; retry: () => void }

/** Opens the door of an event for as long as the component is mounted. */
export function useDoorDesk(slug: string): Opening {
  const [tries, setTries] = useState(0)
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })

  useEffect(() => {
    let desk: Desk | null = null
    let left = false
    const retry = () => {
      setOpening({ state: 'opening' })
      setTries((before) => before + 1)
    }
    void open(slug).then((result) => {
      if (left) {
        if (result.ok) result.value.stop()
        return
      }
      if (result.ok) desk = result.value
      setOpening(
        result.ok
          ? { state: 'open', desk: result.value }
          : { state: 'failed', failure: result.failure, retry },
      )
    })
    return () => {
      left = true
      desk?.stop()
    }
  }, [slug, tries])

  return opening
}

/** The core comes in a file of its own, beside the first paint and not before it. */
async function open(slug: string): Promise<Result<Desk>> {
  let core
  try {
    core = await import('./openDoor')
  } catch {
    return { ok: false, failure: noAnswer('The door could not be loaded.') }
  }
  return core.openDoor(slug)
}
