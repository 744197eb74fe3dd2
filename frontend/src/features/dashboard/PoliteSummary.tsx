import { useEffect, useRef, useState } from 'react'

import type { Counts } from '@/api/types'
import { formatCount } from '@/format/number'
import { plural } from '@/i18n/t'

const EVERY_MS = 30_000

/** Speaks the counts to screen readers, politely and at most every half minute. */
export function PoliteSummary({ counts }: { counts: Counts }) {
  const latest = useRef(counts)
  const [words, setWords] = useState('')
  useEffect(() => {
    latest.current = counts
  }, [counts])
  useEffect(() => {
    const timer = setInterval(() => setWords(summary(latest.current)), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="visually-hidden" aria-live="polite">
      {words}
    </p>
  )
}

function summary({ people, inside, arrivals }: Counts): string {
  return plural(
    people.expected,
    '{checked_in} checked in of {count} person expected, {inside} inside, arrivals in the last five minutes: {arrivals}.',
    '{checked_in} checked in of {count} people expected, {inside} inside, arrivals in the last five minutes: {arrivals}.',
    {
      checked_in: formatCount(people.checked_in),
      inside: formatCount(inside),
      arrivals: formatCount(arrivals.last_5m),
    },
  )
}
