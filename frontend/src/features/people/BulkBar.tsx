import { useState } from 'react'

import type { Event } from '@/api/types'
import { formatCount } from '@/format/number'
import { plural, t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'

import { BulkDialog } from './BulkDialog'
import { downloadAddress, NO_FILTERS, type PeopleFilters } from './filters'
import { EVERYBODY, markedCount, NOBODY, type Selection } from './selection'

/** So many ids fit into an address. */
const MOST_IDS = 500

interface BulkBarProps {
  event: Event
  filters: PeopleFilters
  selection: Selection
  count: number
  onSelect: (selection: Selection) => void
  onDone: () => void
}

/** What can be done with whoever is marked. */
export function BulkBar({ event, filters, selection, count, onSelect, onDone }: BulkBarProps) {
  const [isChanging, setIsChanging] = useState(false)
  const marked = markedCount(selection, count)
  if (marked === 0 && !isChanging) return null
  return (
    <div className="people-bulk" role="region" aria-label={t('Marked people')}>
      <p className="people-bulk-count" role="status">
        {plural(marked, '{count} marked', '{count} marked')}
      </p>
      {!(selection.isAll && selection.ids.size === 0) && (
        <button type="button" className="button button-quiet" onClick={() => onSelect(EVERYBODY)}>
          {t('Mark all {count}', { count: formatCount(count) })}
        </button>
      )}
      <button type="button" className="button button-quiet" onClick={() => onSelect(NOBODY)}>
        {t('Mark nobody')}
      </button>
      <span className="people-bulk-actions">
        <button type="button" className="button button-primary" onClick={() => setIsChanging(true)}>
          {t('Change status')}
        </button>
        <Downloads event={event} filters={filters} selection={selection} />
      </span>
      {isChanging && (
        <BulkDialog
          event={event}
          filters={filters}
          selection={selection}
          count={marked}
          onClose={(changed) => {
            setIsChanging(false)
            if (!changed) return
            onSelect(NOBODY)
            onDone()
          }}
        />
      )}
    </div>
  )
}

function Downloads({ event, filters, selection }: Pick<BulkBarProps, 'event' | 'filters' | 'selection'>) {
  const isWhole = selection.isAll && selection.ids.size === 0
  if (!isWhole && (selection.isAll || selection.ids.size > MOST_IDS)) {
    return (
      <span className="muted people-bulk-hint">
        {t('Files hold everybody, or up to {count} who are marked one by one', { count: MOST_IDS })}
      </span>
    )
  }
  const base = `/api/v1/events/${event.slug}`
  const some: Record<string, string> = isWhole ? {} : { ids: [...selection.ids].join(',') }
  const chosen = isWhole ? filters : { ...NO_FILTERS, sort: filters.sort }
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <a
          key={format}
          className="button"
          href={downloadAddress(`${base}/export/`, chosen, { ...some, format })}
          download
        >
          <Icon name="download" size={18} />
          {format.toUpperCase()}
        </a>
      ))}
      <a
        className="button"
        href={downloadAddress(`${base}/tickets/`, chosen, some)}
        target="_blank"
        rel="noreferrer"
      >
        {t('Print tickets')}
      </a>
    </>
  )
}
