import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { Counts, Event } from '@/api/types'
import { gatesQuery } from '@/event/partsQueries'
import { localTime, momentOf } from '@/format/localTime'
import { formatCount } from '@/format/number'
import { STATUS_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { useCounts } from '@/live/useCounts'
import { Icon } from '@/ui/Icon'

import { NO_FILTERS, type PeopleFilters, SORTS, STATUSES } from './filters'
import { COLUMN_WORDS } from './SortHeader'

const TYPING_PAUSE_MS = 200

interface FilterBarProps {
  event: Event
  filters: PeopleFilters
  onChange: (filters: PeopleFilters) => void
}

/** Search and filters. The search follows the typing; the address follows both. */
export function FilterBar({ event, filters, onChange }: FilterBarProps) {
  const hasMore = filters.company !== '' || filters.gate !== '' || filters.from !== '' || filters.to !== ''
  const [isOpen, setIsOpen] = useState(hasMore)
  return (
    <search className="people-filters">
      <SearchField key={event.slug} value={filters.q} onChange={(q) => onChange({ ...filters, q })} />
      <StatusAndPass event={event} filters={filters} onChange={onChange} />
      <button
        type="button"
        className="button people-more"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="settings" size={18} />
        {t('More filters')}
      </button>
      {(isOpen || hasMore) && <MoreFilters event={event} filters={filters} onChange={onChange} />}
    </search>
  )
}

function StatusAndPass({ event, filters, onChange }: FilterBarProps) {
  const counts = useCounts(event.slug).data
  const find = (value: string) => STATUSES.find((status) => status === value) ?? ''
  return (
    <>
      <label className="people-filter">
        <span className="visually-hidden">{t('Status')}</span>
        <select
          className="input"
          value={filters.status}
          onChange={({ target }) => onChange({ ...filters, status: find(target.value) })}
        >
          <option value="">
            {t('All statuses')}
            {numberOf(counts, 'total')}
          </option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(STATUS_WORDS[status])}
              {numberOf(counts, status)}
            </option>
          ))}
        </select>
      </label>
      <label className="people-filter">
        <span className="visually-hidden">{t('Pass type')}</span>
        <select
          className="input"
          value={filters.pass}
          onChange={({ target }) => onChange({ ...filters, pass: target.value })}
        >
          <option value="">{t('All passes')}</option>
          {counts?.pass_types.map((pass) => (
            <option key={pass.id} value={pass.id}>
              {pass.name} ({formatCount(pass.total)})
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function MoreFilters({ event, filters, onChange }: FilterBarProps) {
  const gates = useQuery(gatesQuery(event.slug)).data ?? []
  return (
    <fieldset className="people-filters-more">
      <legend className="visually-hidden">{t('More filters')}</legend>
      <label className="field">
        <span>{t('Checked in at gate')}</span>
        <select value={filters.gate} onChange={({ target }) => onChange({ ...filters, gate: target.value })}>
          <option value="">{t('All gates')}</option>
          {gates.map((gate) => (
            <option key={gate.id} value={gate.id}>
              {gate.name}
            </option>
          ))}
        </select>
      </label>
      <TimeField
        words={t('Checked in from')}
        value={filters.from}
        zone={event.timezone}
        onChange={(from) => onChange({ ...filters, from })}
      />
      <TimeField
        words={t('Checked in before')}
        value={filters.to}
        zone={event.timezone}
        onChange={(to) => onChange({ ...filters, to })}
      />
      <CompanyField
        key={filters.company}
        value={filters.company}
        onChange={(company) => onChange({ ...filters, company })}
      />
      <label className="field">
        <span>{t('Order|of a list')}</span>
        <select
          value={filters.sort}
          onChange={({ target }) =>
            onChange({ ...filters, sort: SORTS.find((sort) => sort === target.value) ?? 'name' })
          }
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {orderWords(sort)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="button"
        onClick={() => onChange({ ...NO_FILTERS, sort: filters.sort })}
      >
        {t('No filters')}
      </button>
    </fieldset>
  )
}

function orderWords(sort: (typeof SORTS)[number]): string {
  const column = sort.replace('-', '') as keyof typeof COLUMN_WORDS
  const words = t(COLUMN_WORDS[column])
  return sort.startsWith('-') ? t('{column}, descending', { column: words }) : words
}

/** A moment, on the clocks of the event. */
function TimeField(props: { words: string; value: string; zone: string; onChange: (at: string) => void }) {
  const { words, value, zone, onChange } = props
  return (
    <label className="field">
      <span>{words}</span>
      <input
        type="datetime-local"
        value={value && localTime(value, zone)}
        onChange={({ target }) => onChange(momentOf(target.value, zone) ?? '')}
      />
    </label>
  )
}

/** The company as it is written on the list, taken when the field is left or Enter pressed. */
function CompanyField({ value, onChange }: { value: string; onChange: (company: string) => void }) {
  const [typed, setTyped] = useState(value)
  const take = () => {
    if (typed.trim() !== value) onChange(typed.trim())
  }
  return (
    <label className="field">
      <span>{t('Company, as on the list')}</span>
      <input
        value={typed}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => setTyped(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter') take()
        }}
      />
    </label>
  )
}

function numberOf(counts: Counts | undefined, which: Exclude<PeopleFilters['status'], ''> | 'total'): string {
  return counts === undefined ? '' : ` (${formatCount(counts.people[which])})`
}

function SearchField({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const [typed, setTyped] = useState(value)
  const [taken, setTaken] = useState(value)
  if (value !== taken) {
    setTaken(value) // cleared from elsewhere
    if (value !== typed.trim()) setTyped(value)
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <label className="people-search">
      <Icon name="search" />
      <span className="visually-hidden">{t('Search by name, company, e-mail or code')}</span>
      <input
        className="input"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t('Name, company, e-mail or code')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
    </label>
  )
}
