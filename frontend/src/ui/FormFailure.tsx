import { t } from '@/i18n/t'
import { describe, RequestError } from '@/http/result'

import { Icon } from './Icon'

/** Why a form was not taken, beside its button; the place is there from the start, so that it is read out. */
export function FormFailure({ error }: { error: Error | null }) {
  return (
    <div role="alert" className="form-failure">
      {error && (
        <p>
          <Icon name="warning" />
          <span>{error instanceof RequestError ? describe(error.failure) : t('That did not work.')}</span>
        </p>
      )}
    </div>
  )
}
