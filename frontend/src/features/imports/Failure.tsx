import { t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'

import { failureWords } from './reasons'

/** Why something did not work, and once more. What is read out is there from the start. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div role="alert" className="import-failure">
      {error != null && (
        <>
          <p>
            <Icon name="warning" />
            <span>{failureWords(error)}</span>
          </p>
          {retry && (
            <button type="button" className="button" onClick={retry}>
              {t('Try again')}
            </button>
          )}
        </>
      )}
    </div>
  )
}
