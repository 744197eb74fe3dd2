import './people.css'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'

import type { Activity, Event } from '@/api/types'
import { t } from '@/i18n/t'
import { useActivityFrames } from '@/live/LiveEvent'
import { useRole } from '@/session/me'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { AddDialog } from './AddDialog'
import { FilterBar } from './FilterBar'
import { downloadAddress, type PeopleFilters, readFilters, type Sort, writeFilters } from './filters'
import { HelpDialog } from './HelpDialog'
import { showActivity } from './patchPeople'
import { PeopleList } from './PeopleList'
import { PersonPanel } from './PersonPanel'

interface PeoplePageProps {
  event: Event
  selectedId: string | null
}

/** Everybody on the list of an event; `/people/{id}` opens one person beside it. */
export function PeoplePage(props: PeoplePageProps) {
  const { event } = props
  const role = useRole(event.slug)
  useTitle(t('People'), event.name)
  return (
    <main className="page people">
      <h1 className="visually-hidden">{t('{event}, people', { event: event.name })}</h1>
      {role === 'viewer' ? (
        <Notice icon="key" title={t('Viewers see numbers, and nobody’s name')}>
          <p className="muted">{t('Ask an organiser for another role, if you need the list.')}</p>
        </Notice>
      ) : (
        <People {...props} organises={role === 'organiser'} />
      )}
    </main>
  )
}

function People({ event, selectedId, organises }: PeoplePageProps & { organises: boolean }) {
  const { slug } = event
  const client = useQueryClient()
  useActivityFrames(
    useCallback((items: readonly Activity[]) => showActivity(client, slug, items), [client, slug]),
  )
  const [, navigate] = useLocation()
  const search = useSearch()
  const filters = useMemo(() => readFilters(search), [search])
  const [dialog, setDialog] = useState<'help' | 'add' | null>(null)
  const base = `/o/${slug}/people`
  const selected = /^\d{1,15}$/.test(selectedId ?? '') ? Number(selectedId) : null
  const close = () => setDialog(null)
  const filter = (changed: PeopleFilters) =>
    navigate(`${base}${selected === null ? '' : `/${String(selected)}`}${writeFilters(changed)}`, {
      replace: true,
    })
  const written = writeFilters(filters)
  const addressOf = useCallback((id: number) => `${base}/${String(id)}${written}`, [base, written])
  return (
    <>
      <FilterBar event={event} filters={filters} onChange={filter} />
      <Tools
        event={event}
        filters={filters}
        organises={organises}
        onAdd={() => setDialog('add')}
        onHelp={() => setDialog('help')}
      />
      <div className={selected === null ? 'people-split' : 'people-split people-split-open'}>
        <PeopleList
          event={event}
          filters={filters}
          selected={selected}
          organises={organises}
          onSort={(sort: Sort) => filter({ ...filters, sort })}
          onHelp={() => setDialog('help')}
          addressOf={addressOf}
        />
        {selected !== null && (
          <PersonPanel key={selected} event={event} id={selected} onClose={() => navigate(base + written)} />
        )}
      </div>
      {dialog === 'help' && <HelpDialog onClose={close} />}
      {dialog === 'add' && (
        <AddDialog
          event={event}
          onClose={close}
          onAdded={(id) => {
            close()
            navigate(addressOf(id))
          }}
        />
      )}
    </>
  )
}

interface ToolsProps {
  event: Event
  filters: PeopleFilters
  organises: boolean
  onAdd: () => void
  onHelp: () => void
}

function Tools({ event, filters, organises, onAdd, onHelp }: ToolsProps) {
  const address = (format: string) =>
    downloadAddress(`/api/v1/events/${event.slug}/export/`, filters, { format })
  return (
    <div className="people-tools">
      <button type="button" className="button button-primary" onClick={onAdd}>
        <Icon name="plus" size={18} />
        {t('Add a person')}
      </button>
      {organises &&
        (['csv', 'xlsx'] as const).map((format) => (
          <a key={format} className="button people-export" href={address(format)} download>
            <Icon name="download" size={18} />
            {format.toUpperCase()}
          </a>
        ))}
      <button type="button" className="button button-quiet people-keys-button" onClick={onHelp}>
        <Icon name="keyboard" size={18} />
        {t('Keys')}
      </button>
    </div>
  )
}
