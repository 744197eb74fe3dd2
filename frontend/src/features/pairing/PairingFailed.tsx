import { t } from '@/i18n/t'
import type { Failure } from '@/http/result'
import { Icon } from '@/ui/Icon'

import { pairFailure } from './pair'

interface PairingFailedProps {
  failure: Failure
  onAgain: () => void
  onType: () => void
}

/** Why it did not work, in plain words, and the way on. */
export function PairingFailed({ failure, onAgain, onType }: PairingFailedProps) {
  const { title, detail, again } = pairFailure(failure)
  return (
    <>
      <div role="alert" className="pairing-failed">
        <Icon name="warning" size={28} />
        <div>
          <h2>{title}</h2>
          <p>{detail}</p>
        </div>
      </div>
      {again && (
        <button type="button" className="button button-primary button-large" onClick={onAgain}>
          {t('Try again')}
        </button>
      )}
      <button type="button" className="button button-large" onClick={onType}>
        {t('Type another code')}
      </button>
    </>
  )
}
