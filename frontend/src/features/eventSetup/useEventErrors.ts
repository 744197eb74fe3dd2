import { useEffect, useRef, useState } from 'react'

import { type Times, wrongTimes } from './eventForm'
import { fieldErrors, NO_ERRORS } from './fieldErrors'

/**
 * What is wrong with a form that has times: by the browser, which knows the clocks, and by the server. Whoever sent it
 * goes on at the first field that is wrong.
 */
export function useEventErrors(error: Error | null) {
  const ref = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState(NO_ERRORS)
  useEffect(() => {
    if (error !== null || wrong !== NO_ERRORS) {
      ref.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    }
  }, [error, wrong])

  const check = (times: Times, zone: string): boolean => {
    const found = wrongTimes(times, zone)
    const isRight = Object.keys(found).length === 0
    setWrong(isRight ? NO_ERRORS : found)
    return isRight
  }
  return { ref, errors: { ...fieldErrors(error), ...wrong }, check, forget: () => setWrong(NO_ERRORS) }
}
