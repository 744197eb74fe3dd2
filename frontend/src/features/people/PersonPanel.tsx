import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'

import type { Event, Registrant } from '@/api/types'
import { formatMoment } from '@/format/time'
import { type Phrase, t } from '@/i18n/t'
import { useRole } from '@/session/me'
import { FormFailure } from '@/ui/FormFailure'
import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading } from '@/ui/Notice'
import { ReasonDialog } from '@/ui/ReasonDialog'
import { PassTag, StatusTag } from '@/ui/Tags'

import { useReissue } from './changePerson'
import { EditDialog } from './EditDialog'
import { HistoryList } from './HistoryList'
import { personQuery } from './personQuery'
import { ScanList } from './ScanList'
import { StatusSteps } from './StatusSteps'
import { TicketCard } from './TicketCard'

interface PersonPanelProps {
  event: Event
  id: number
  onClose: () => void
}

/** One person beside the list: details, what can be done, and what happened so far. Esc closes it. */
export function PersonPanel({ event, id, onClose }: PersonPanelProps) {
  const person = useQuery(personQuery(event.slug, id))
  const organises = useRole(event.slug) === 'organiser'
  const heading = useRef<HTMLHeadingElement>(null)
  const isLoaded = person.data !== undefined

  useEffect(() => {
    if (isLoaded) heading.current?.focus()
  }, [isLoaded])

  useEffect(() => {
    const closeOnEscape = (key: KeyboardEvent) => {
      if (key.key === 'Escape' && document.querySelector('dialog[open]') === null) onClose()
    }
    window.addEventListener('keydown', closeOnEscape)
    return () => window.removeEventListener('keydown', closeOnEscape)
  }, [onClose])

  return (
    <aside className="person card" aria-label={t('Person')}>
      <button type="button" className="button button-quiet button-icon person-close" onClick={onClose}>
        <Icon name="cross" />
        <span className="visually-hidden">{t('Close')}</span>
      </button>
      {person.isPending && <Loading what={t('this person')} />}
      {person.data === undefined && person.error !== null && (
        <FailureNotice
          title={t('This person could not be loaded')}
          error={person.error}
          retry={() => void person.refetch()}
        />
      )}
      {person.data !== undefined && (
        <>
          <header className="person-header">
            <h2 ref={heading} tabIndex={-1}>
              {person.data.name}
            </h2>
            <p className="person-tags">
              <StatusTag status={person.data.status} />
              <PassTag name={person.data.pass_type.name} colour={person.data.pass_type.colour} />
            </p>
          </header>
          <StatusSteps event={event} person={person.data} />
          <PersonDetails event={event} person={person.data} />
          {organises && <EditActions event={event} person={person.data} />}
          <TicketCard event={event} person={person.data} />
          <HistoryList event={event} id={id} />
          {organises && <ScanList event={event} id={id} />}
        </>
      )}
    </aside>
  )
}

function PersonDetails({ event, person }: { event: Event; person: Registrant }) {
  const zone = event.timezone
  const gate = person.checked_in_gate?.name ?? t('at no gate')
  const details: [Phrase, ReactNode][] = [
    ['E-mail', person.email && <Address email={person.email} />],
    ['Ticket number', person.external_id],
    ['Order', person.order_ref],
    ['Note', person.note],
    ['At the door', person.attention ? t('Asks for attention') : null],
    ['Registered', formatMoment(person.registered_at, zone)],
    ['Checked in', person.checked_in_at && `${formatMoment(person.checked_in_at, zone)} · ${gate}`],
  ]
  return (
    <dl className="person-details">
      {person.company && (
        <div>
          <dt>{t('Company')}</dt>
          <dd>
            <Link href={`/o/${event.slug}/people?company=${encodeURIComponent(person.company)}`}>
              {person.company}
            </Link>
          </dd>
        </div>
      )}
      {details.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** Where it is too long for its line, it breaks after the @. */
function Address({ email }: { email: string }) {
  const domain = email.lastIndexOf('@') + 1
  return (
    <>
      {email.slice(0, domain)}
      <wbr />
      {email.slice(domain)}
    </>
  )
}

function EditActions({ event, person }: { event: Event; person: Registrant }) {
  const [dialog, setDialog] = useState<'edit' | 'reissue' | null>(null)
  const close = () => setDialog(null)
  const reissue = useReissue(event.slug, person.id, close)
  return (
    <div className="person-steps">
      <button type="button" className="button" onClick={() => setDialog('edit')}>
        {t('Edit')}
      </button>
      <button type="button" className="button" onClick={() => setDialog('reissue')}>
        {t('New code|of a ticket')}
      </button>
      <FormFailure error={dialog === null ? reissue.error : null} />
      {dialog === 'edit' && <EditDialog event={event} person={person} onClose={close} />}
      {dialog === 'reissue' && (
        <ReasonDialog
          title={t('Give {name} a new code?', { name: person.name })}
          explanation={t(
            'The code of now is refused at every gate from this moment on. Send or print the new ticket.',
          )}
          suggestions={[t('Ticket lost'), t('Ticket passed on')]}
          action={t('New code|of a ticket')}
          danger
          busy={reissue.isPending}
          onConfirm={(reason) => {
            close()
            reissue.mutate(reason)
          }}
          onClose={close}
        />
      )}
    </div>
  )
}
