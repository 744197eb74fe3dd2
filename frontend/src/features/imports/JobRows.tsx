import { useQuery } from '@tanstack/react-query'

import { t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading } from '@/ui/Notice'

import { BadRows } from './BadRows'
import { type Job, jobRowsQuery } from './importJobs'
import { reasonWords } from './reasons'
import { SampledRows } from './SampledRows'

/** Why it failed, whom a trial would change, and the rows that were left out. */
export function JobRows({ slug, job }: { slug: string; job: Job }) {
  const { data, error, isPending, refetch } = useQuery(jobRowsQuery(slug, job.id))
  if (isPending) return <Loading what={t('the rows')} />
  if (data === undefined) {
    return (
      <FailureNotice title={t('The rows could not be loaded')} error={error} retry={() => void refetch()} />
    )
  }
  const ofTheWhole = data.errors.filter(({ line }) => line === 0)
  const rows = data.errors.filter(({ line }) => line > 0)
  return (
    <>
      {ofTheWhole.map(({ reason }, at) => (
        <p key={at} className="import-problem">
          {reasonWords(reason)}
        </p>
      ))}
      <SampledRows sample={data.sample} />
      <BadRows title={t('Rows that were left out')} rows={rows} />
      {rows.length > 0 && (
        <a
          className="button import-download"
          href={`/api/v1/events/${slug}/imports/${String(job.id)}/errors.csv`}
          download
        >
          <Icon name="download" size={18} />
          {t('All bad rows as CSV')}
        </a>
      )}
    </>
  )
}
