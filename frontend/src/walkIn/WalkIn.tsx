import { lazy, Suspense } from 'react'

import type { WalkInDialogProps } from './WalkInDialog'

const WalkInDialog = lazy(() => import('./WalkInDialog'))

/** The form that registers somebody who is not on the list; it is loaded when it is first asked for. */
export function WalkIn(props: WalkInDialogProps) {
  return (
    <Suspense>
      <WalkInDialog {...props} />
    </Suspense>
  )
}
