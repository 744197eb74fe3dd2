import { formatCount, formatShare } from '@/format/number'
import { t } from '@/i18n/t'

import type { Job } from './importJobs'

/** How far it is. It goes on without this page. */
export function JobProgress({ job }: { job: Job }) {
  const { processed, total } = job
  const whole = Math.max(total, processed, 1)
  return (
    <div className="import-progress">
      <progress aria-label={t('How far the import is')} value={processed} max={whole} />
      <p className="import-progress-words">
        <span>
          {t('{done} of {total} rows', { done: formatCount(processed), total: formatCount(total) })}
        </span>
        <span>{formatShare(processed, whole)}</span>
      </p>
      <p className="muted">{t('It goes on when you leave this page.')}</p>
    </div>
  )
}
