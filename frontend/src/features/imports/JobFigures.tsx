import { formatCount } from '@/format/number'
import { type Phrase, t } from '@/i18n/t'

import type { Job } from './importJobs'

const DONE = { created: 'New', updated: 'Changed', skipped: 'Unchanged', bad_rows: 'Bad rows' } as const
const WOULD: Readonly<Record<keyof typeof DONE, Phrase>> = {
  created: 'Would be new',
  updated: 'Would change',
  skipped: 'Stay as they are',
  bad_rows: 'Bad rows',
}

export function JobFigures({ job }: { job: Job }) {
  const words = job.dry_run ? WOULD : DONE
  return (
    <dl className="import-figures">
      {(['created', 'updated', 'skipped', 'bad_rows'] as const).map((figure) => (
        <div key={figure} className={figure === 'bad_rows' && job.bad_rows > 0 ? 'import-figure-bad' : ''}>
          <dt>{t(words[figure])}</dt>
          <dd>{formatCount(job[figure])}</dd>
        </div>
      ))}
    </dl>
  )
}
