import { t } from '@/i18n/t'
import './search.css'

import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'

import { useDoor } from '@/door/context'
import type { Desk, DoorState, Person } from '@/door/types'
import { useTitle } from '@/ui/useTitle'
import { WalkIn } from '@/walkIn/WalkIn'

import { LetterTiles } from './LetterTiles'
import { NothingFound } from './NothingFound'
import { ResultList } from './ResultList'
import { RosterProgress } from './RosterProgress'
import { type Row, rowsOf } from './rows'
import { SearchField } from './SearchField'

const MOST_SHOWN = 30
const SHORTEST = 2
/** One character of these scripts says as much as several letters: a family name, most often. */
const SPEAKING = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/

interface SearchPageProps {
  /** Scans of one order that were made together, by their keys: they share a card. */
  onTogether: (keys: readonly string[]) => void
}

/** Finds people by name or company in the list on this device, and checks them in. Works offline. */
export function SearchPage({ onTogether }: SearchPageProps) {
  const { state, desk } = useDoor()
  // A letter that was typed elsewhere comes along.
  const begun = new URLSearchParams(useSearch()).get('q') ?? ''
  const [query, setQuery] = useState(begun)
  const shownQuery = useDeferredValue(query).trim()
  const rows = useMemo(() => rowsFor(desk, state, shownQuery), [desk, state, shownQuery])
  // Asked once: whoever is registered turns up in the list while the form or its answer is still read.
  const [registering, setRegistering] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const page = useRef<HTMLElement>(null)
  const [, navigate] = useLocation()
  useTitle(t('Search'), state.event.name)

  const back = () => navigate(`/d/${state.slug}/scan`)
  const take = (people: readonly Person[]) => {
    if (state.gate === null) return
    const keys = people.map(({ id }) => desk.submit({ registrant: id }).key)
    if (keys.length > 1) onTogether(keys)
    back()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (document.querySelector('dialog[open]') !== null) return
    if (event.key === 'Escape') {
      event.preventDefault()
      if (query === '') back()
      else setQuery('')
      field.current?.focus()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (moveFocus(page.current, event.key === 'ArrowDown' ? 1 : -1)) event.preventDefault()
    }
  }

  /** One hit is meant; of several the first is only pointed at, so that a slip lets nobody in. */
  const enter = () => {
    const typed = query.trim()
    const [only, ...more] = typed === shownQuery ? rows : rowsFor(desk, state, typed)
    if (more.length === 0 && only?.action === 'go') take([only.person])
    else moveFocus(page.current, 1)
  }

  const isAsked = isLongEnough(shownQuery)
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- each of its parts can be had without keys
    <main ref={page} className="search-page" onKeyDown={onKeyDown}>
      <h1 className="visually-hidden">{t('{event}, search', { event: state.event.name })}</h1>
      <SearchField field={field} query={query} onChange={setQuery} onEnter={enter} onBack={back} />
      {state.gate === null && (
        <p className="search-hint" role="status">
          {t('Choose your gate first: every check-in belongs to one.')}
        </p>
      )}
      {state.roster.state !== 'ready' && <RosterProgress roster={state.roster} isOnline={state.isOnline} />}
      <p role="status" className="visually-hidden">
        {isAsked && rows.length > 0 && t('{count} found', { count: rows.length })}
      </p>
      <ResultList rows={rows} direction={state.direction} canTake={state.gate !== null} onTake={take} />
      {rows.length === MOST_SHOWN && <p className="muted">{t('More than these: type another letter.')}</p>}
      {isAsked && rows.length === 0 && state.roster.state === 'ready' && (
        <NothingFound query={shownQuery} state={state} onRegister={() => setRegistering(shownQuery)} />
      )}
      {registering !== null && (
        <WalkIn name={registering} onClose={() => setRegistering(null)} onDone={back} />
      )}
      <LetterTiles query={query} onChange={setQuery} />
    </main>
  )
}

function isLongEnough(query: string): boolean {
  return query.length >= SHORTEST || SPEAKING.test(query)
}

function rowsFor(desk: Desk, state: DoorState, query: string): readonly Row[] {
  if (!isLongEnough(query)) return []
  const area = state.gates.find(({ id }) => id === state.gate)?.area ?? null
  const place = { area, direction: state.direction, zone: state.event.timezone }
  return rowsOf(desk.search(query, MOST_SHOWN), place, (id) => desk.party(id))
}

/** From the field to the buttons of the results and back. */
function moveFocus(page: HTMLElement | null, step: 1 | -1): boolean {
  const stops = [...(page?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)]
  next?.focus()
  return next !== undefined
}
