/** How an import is doing, in words. */
import { t } from '@/i18n/t'

import type { Job } from './importJobs'

export function headingOf(job: Job): string {
  if (job.status === 'queued') return t('Waiting to begin')
  if (job.status === 'running') return job.dry_run ? t('Trying, without changes') : t('Importing')
  if (job.status === 'failed') return job.dry_run ? t('The trial failed') : t('The import failed')
  return job.dry_run ? t('Tried: nothing was changed') : t('Imported')
}
