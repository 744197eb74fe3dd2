import { t } from '@/i18n/t'
import { lazy, Suspense, useState } from 'react'

import { Icon } from '@/ui/Icon'

const WalkInDialog = lazy(() => import('./WalkInDialog'))

interface WalkInProps {
  /** What is known of the name already. */
  name?: string
  /** Called after somebody was registered and the answer was read. */
  onDone?: () => void
}

/** The button that registers somebody who is not on the list; the form comes when it is pressed. */
export function WalkIn({ name = '', onDone }: WalkInProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" className="button door-button" onClick={() => setIsOpen(true)}>
        <Icon name="plus" />
        {t('Register at the door')}
      </button>
      {isOpen && (
        <Suspense>
          <WalkInDialog name={name} onClose={() => setIsOpen(false)} onDone={() => onDone?.()} />
        </Suspense>
      )}
    </>
  )
}
