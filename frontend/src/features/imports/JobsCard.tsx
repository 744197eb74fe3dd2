import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'

import type { Event } from '@/api/types'
import { formatCount } from '@/format/number'
import { formatMoment } from '@/format/time'
import { t } from '@/i18n/t'
import { FailureNotice, Loading } from '@/ui/Notice'

import { Card } from './Card'
import { type Job, jobsQuery } from './importJobs'
import { headingOf } from './jobWords'

/** Imports so far: when, by whom, and what came of them. */
export function JobsCard({ event }: { event: Event }) {
  const { data: jobs, error, isPending, refetch } = useQuery(jobsQuery(event.slug))
  return (
    <Card title={t('Imports so far')}>
      {isPending && <Loading what={t('the imports')} />}
      {jobs === undefined && !isPending && (
        <FailureNotice
          title={t('The imports could not be loaded')}
          error={error}
          retry={() => void refetch()}
        />
      )}
      {jobs?.length === 0 && <p className="muted">{t('No list was imported yet.')}</p>}
      {jobs !== undefined && jobs.length > 0 && <JobsTable event={event} jobs={jobs} />}
    </Card>
  )
}

function JobsTable({ event, jobs }: { event: Event; jobs: readonly Job[] }) {
  return (
    <div className="import-scroll">
      <table className="table" aria-label={t('Imports so far')}>
        <thead>
          <tr>
            <th scope="col">{t('List')}</th>
            <th scope="col">{t('Outcome')}</th>
            <th scope="col" className="number wide-only">
              {t('New')}
            </th>
            <th scope="col" className="number wide-only">
              {t('Changed')}
            </th>
            <th scope="col" className="number">
              {t('Bad rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id}>
              <th scope="row">
                <Link href={`/o/${event.slug}/imports/${job.id}`}>{job.filename}</Link>
                <span className="table-second">
                  {t('{time}, {name}', { time: formatMoment(job.created_at, event.timezone), name: job.by })}
                </span>
              </th>
              <td className={`import-${job.status} whole-words`}>{headingOf(job)}</td>
              <td className="number wide-only">{formatCount(job.created)}</td>
              <td className="number wide-only">{formatCount(job.updated)}</td>
              <td className="number">{formatCount(job.bad_rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
