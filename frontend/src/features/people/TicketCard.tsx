import { useState } from 'react'

import type { Event, Registrant } from '@/api/types'
import { t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'

/** The ticket's QR code, as it is scanned at the door, and the ticket to print. */
export function TicketCard({ event, person }: { event: Event; person: Registrant }) {
  const [failed, setFailed] = useState<string | null>(null)
  const base = `/api/v1/events/${event.slug}/registrants/${String(person.id)}/ticket/`
  // The code is in the address so that a new code is a new picture; the server passes it over.
  const image = `${base}?as=svg#${person.code}`
  return (
    <section className="ticket" aria-labelledby="ticket-title">
      <h3 id="ticket-title">{t('Ticket')}</h3>
      {failed === person.code ? (
        <p className="muted">{t('The QR code could not be drawn.')}</p>
      ) : (
        <img
          key={person.code}
          className="ticket-code"
          src={image}
          alt={t('QR code of {name}', { name: person.name })}
          width={160}
          height={160}
          onError={() => setFailed(person.code)}
        />
      )}
      <p className="ticket-actions">
        <code className="person-code">{person.code}</code>
        <a className="button" href={`${base}?as=pdf`} target="_blank" rel="noreferrer">
          <Icon name="download" size={18} />
          {t('Print ticket')}
        </a>
      </p>
    </section>
  )
}
