import { useCallback, useEffect, useState } from 'react'

import type { Event } from '@/api/types'
import { plural, t } from '@/i18n/t'
import { announce } from '@/ui/announce'
import { FailureNotice, Loading, Notice } from '@/ui/Notice'

import { BulkBar } from './BulkBar'
import { isFiltered, type PeopleFilters, type Sort, writeFilters } from './filters'
import { useNews } from './news'
import { PeopleTable } from './PeopleTable'
import { firstRowDrawn } from './rowWindow'
import { NOBODY, type Selection } from './selection'
import { usePeople } from './usePeople'

interface PeopleListProps {
  event: Event
  filters: PeopleFilters
  selected: number | null
  organises: boolean
  addressOf: (id: number) => string
  onSort: (sort: Sort) => void
  onHelp: () => void
}

/** Everybody whom the filters leave, whatever their number; marked ones have a bar of what can be done with them. */
export function PeopleList(props: PeopleListProps) {
  const { event, filters, organises } = props
  const people = usePeople(event.slug, filters)
  const news = useNews(filters)
  const [selection, setSelection] = useSelection(filters)
  const [note, setNote] = useState('')
  const { list, count } = people
  const isEmpty = count === 0
  const renew = useCallback(() => {
    news.forget()
    people.renew(firstRowDrawn())
  }, [news, people])

  // Whoever waits for the first person to come does not have to ask.
  useEffect(() => {
    if (isEmpty && news.count > 0 && !list.isFetching) renew()
  }, [isEmpty, news.count, list.isFetching, renew])

  if (list.data === undefined && list.error === null) return <Loading what={t('the people')} />
  if (list.data === undefined) {
    const retry = () => void list.refetch()
    return <FailureNotice title={t('The list could not be loaded')} error={list.error} retry={retry} />
  }
  if (isEmpty) return <NobodyFound filters={filters} />
  return (
    <section
      className={list.isPlaceholderData ? 'people-list card people-list-old' : 'people-list card'}
      aria-label={t('People')}
      aria-busy={list.isPlaceholderData}
    >
      <div className="people-said">
        <p className="muted" role="status">
          {note || plural(count, '{count} person', '{count} people')}
        </p>
        {news.count > 0 && (
          <button type="button" className="button" onClick={renew}>
            {plural(news.count, '{count} change, show', '{count} changes, show')}
          </button>
        )}
      </div>
      <PeopleTable
        {...props}
        people={people}
        sort={filters.sort}
        selection={organises ? selection : null}
        onSelect={setSelection}
        onTooFar={() => setNote(t('Too far apart to mark all between: mark everybody, or filter.'))}
      />
      {list.isError && <ReadingFailed retry={() => void list.refetch()} />}
      {organises && (
        <BulkBar
          event={event}
          filters={filters}
          selection={selection}
          count={count}
          onSelect={(changed) => {
            setNote('')
            setSelection(changed)
          }}
          onDone={renew}
        />
      )}
    </section>
  )
}

/** Other filters, other people: whoever was marked among those before is not any more. */
function useSelection(filters: PeopleFilters): [Selection, (selection: Selection) => void] {
  const key = writeFilters({ ...filters, sort: 'name' })
  const [kept, setKept] = useState({ key, selection: NOBODY })
  const set = useCallback((selection: Selection) => setKept({ key, selection }), [key])
  return [kept.key === key ? kept.selection : NOBODY, set]
}

function ReadingFailed({ retry }: { retry: () => void }) {
  useEffect(() => announce(t('More people could not be loaded.')), [])
  return (
    <p className="people-failed" role="alert">
      {t('More people could not be loaded.')}
      <button type="button" className="button" onClick={retry}>
        {t('Try again')}
      </button>
    </p>
  )
}

function NobodyFound({ filters }: { filters: PeopleFilters }) {
  const filtered = isFiltered(filters)
  const isByTime = filters.sort.endsWith('checked_in_at')
  return (
    <section className="people-list card" aria-label={t('People')}>
      <Notice
        icon="search"
        title={
          filtered
            ? t('Nobody found')
            : isByTime
              ? t('Nobody has checked in yet')
              : t('Nobody on the list yet')
        }
      >
        <p className="muted">
          {filtered
            ? t('Try fewer letters, or another filter.')
            : isByTime
              ? t('This order lists those who are checked in.')
              : t('Import a file or add people to begin.')}
        </p>
      </Notice>
    </section>
  )
}
