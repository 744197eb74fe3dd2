import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'

import type { Event } from '@/api/types'
import { RequestError, statusOf } from '@/http/result'
import { t } from '@/i18n/t'
import { FailureNotice, Loading, Notice } from '@/ui/Notice'

import { Card } from './Card'
import { Failure } from './Failure'
import { isRunning, type Job, jobQuery } from './importJobs'
import { JobFigures } from './JobFigures'
import { JobProgress } from './JobProgress'
import { JobRows } from './JobRows'
import { headingOf } from './jobWords'
import type { List } from './useList'
import type { Start } from './useStart'

interface JobCardProps {
  event: Event
  id: number
  list: List
  start: Start
}

/** One import, from its start to what came of it. Its address can be kept and sent to others. */
export function JobCard({ event, id, list, start }: JobCardProps) {
  const { data: job, error, refetch } = useQuery(jobQuery(event.slug, id))
  useNewsOf(event.slug, job)
  if (job === undefined) {
    if (error === null) return <Loading what={t('the import')} />
    return <Missing event={event} error={error} retry={() => void refetch()} />
  }
  return (
    <Card title={job.filename}>
      <p role="status" className={`import-state import-${job.status}`}>
        {headingOf(job)}
      </p>
      {isRunning(job) ? <JobProgress job={job} /> : <JobFigures job={job} />}
      {!isRunning(job) && <JobRows slug={event.slug} job={job} />}
      <Failure error={start.error} />
      <div className="import-actions">
        <Link href={`/o/${event.slug}/imports`} className="button">
          {list.file === null ? t('Import another list') : t('Back to the columns')}
        </Link>
        {start.hasTried(job.id) && job.status === 'succeeded' && (
          <button
            type="button"
            className="button button-primary"
            disabled={start.isPending}
            onClick={() => start.run({ dryRun: false })}
          >
            {start.isPending ? t('Sending the list…') : t('Import it now')}
          </button>
        )}
        {!job.dry_run && job.status === 'succeeded' && (
          <Link href={`/o/${event.slug}/people`} className="button button-primary">
            {t('Show the people')}
          </Link>
        )}
      </div>
    </Card>
  )
}

function Missing({ event, error, retry }: { event: Event; error: Error; retry: () => void }) {
  if (!(error instanceof RequestError) || statusOf(error.failure) !== 404) {
    return <FailureNotice title={t('The import could not be loaded')} error={error} retry={retry} />
  }
  return (
    <Notice icon="question" title={t('This event has no such import')}>
      <Link href={`/o/${event.slug}/imports`} className="button">
        {t('Import a list')}
      </Link>
    </Notice>
  )
}

/** What an import wrote is news to every other page: passes and people are read anew. */
function useNewsOf(slug: string, job: Job | undefined): void {
  const client = useQueryClient()
  const isWritten = job !== undefined && !job.dry_run && !isRunning(job)
  useEffect(() => {
    if (isWritten) void client.invalidateQueries({ queryKey: ['event', slug] })
  }, [client, slug, isWritten])
}
