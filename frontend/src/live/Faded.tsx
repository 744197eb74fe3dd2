import type { ReactNode } from 'react'

import { useNow } from '@/ui/useNow'

import { freshnessOf } from './freshness'
import { useLink } from './LiveEvent'
import { useHeardAt } from './useHeardAt'

/** Fades numbers that are stale. They stay readable: an old number beats none. */
export function Faded({
  slug,
  className,
  children,
}: {
  slug: string
  className: string
  children: ReactNode
}) {
  const isOld = ['stale', 'off'].includes(freshnessOf(useLink(), useHeardAt(slug), useNow()))
  return <div className={isOld ? `${className} faded-old` : className}>{children}</div>
}
