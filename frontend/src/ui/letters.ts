/** Keys that are single letters or signs. They can be switched off: speech input types letters too. */
import { useState } from 'react'

const STORAGE_KEY = 'headcount.letters'
/** Where letters are letters. */
export const FIELDS = 'input:not([type=checkbox]), select, textarea'

export function lettersWork(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off'
  } catch {
    return true
  }
}

export function useLetters(): [boolean, (work: boolean) => void] {
  const [work, setWork] = useState(lettersWork)
  const change = (now: boolean) => {
    setWork(now)
    try {
      if (now) localStorage.removeItem(STORAGE_KEY)
      else localStorage.setItem(STORAGE_KEY, 'off')
    } catch {
      // Until the page is left, then.
    }
  }
  return [work, change]
}
