import { useSearchParams } from 'wouter'

import { type Range, RANGES } from './curve'

const USUAL: Range = '4h'

/** How much of the curve is shown, kept in the address so that it can be shared. */
export function useRange(): [Range, (range: Range) => void] {
  const [params, setParams] = useSearchParams()
  const range = RANGES.find((known) => known === params.get('range')) ?? USUAL
  const choose = (chosen: Range) =>
    setParams(
      (before) => {
        const changed = new URLSearchParams(before)
        if (chosen === USUAL) changed.delete('range')
        else changed.set('range', chosen)
        return changed
      },
      { replace: true },
    )
  return [range, choose]
}
