import './imports.css'

import { Link, useLocation } from 'wouter'

import type { Event } from '@/api/types'
import { t } from '@/i18n/t'
import { Notice } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { Card } from './Card'
import { DropZone } from './DropZone'
import { ExportCard } from './ExportCard'
import { JobCard } from './JobCard'
import { JobsCard } from './JobsCard'
import { ListCard } from './ListCard'
import { TicketsCard } from './TicketsCard'
import { useDrop } from './useDrop'
import { useList } from './useList'
import { useStart } from './useStart'

/** Lists coming in and going out. `jobId` is the import that the address names, the list itself stays in this page. */
export function ImportsPage({ event, jobId }: { event: Event; jobId: string | null }) {
  useTitle(t('Import and export'), event.name)
  const list = useList(event.slug)
  const start = useStart(event.slug, list)
  const [, navigate] = useLocation()
  const take = (file: File) => {
    list.choose(file)
    if (jobId !== null) navigate(`/o/${event.slug}/imports`)
  }
  const isOver = useDrop(event.archived || start.isPending ? null : take)
  return (
    <main className="page imports">
      <div className="page-head">
        <h1>{t('Import and export')}</h1>
      </div>
      {jobId !== null && <JobCard key={jobId} event={event} id={idOf(jobId)} list={list} start={start} />}
      {jobId === null && list.file !== null && <ListCard list={list} start={start} />}
      {jobId === null && list.file === null && (
        <Card title={t('Import a list')}>
          {event.archived ? <Archived slug={event.slug} /> : <DropZone isOver={isOver} onFile={take} />}
        </Card>
      )}
      <JobsCard event={event} />
      <div className="imports-columns">
        <ExportCard slug={event.slug} />
        <TicketsCard slug={event.slug} />
      </div>
    </main>
  )
}

function Archived({ slug }: { slug: string }) {
  return (
    <Notice title={t('This event is in the archive')}>
      <p className="muted">{t('Take it back before you import a list.')}</p>
      <Link href={`/o/${slug}/setup`} className="button">
        {t('Set-up')}
      </Link>
    </Notice>
  )
}

/** No import has the number 0. */
function idOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}
