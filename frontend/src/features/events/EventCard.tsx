import { Link } from 'wouter'

import type { Event } from '@/api/types'
import { formatSpan } from '@/format/time'
import { ROLE_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { useRole } from '@/session/me'
import { Icon } from '@/ui/Icon'

/** One event with the pages that the caller's role opens. */
export function EventCard({ event }: { event: Event }) {
  const role = useRole(event.slug)
  const seesPeople = role !== 'viewer'
  return (
    <li className="event-card card">
      <div className="event-card-words">
        <h2>
          <Link href={`/o/${event.slug}/live`}>{event.name}</Link>
        </h2>
        <p className="muted">
          {[event.venue, formatSpan(event.starts_at, event.ends_at, event.timezone)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="event-card-tags">
          {role && <span className="tag">{t(ROLE_WORDS[role])}</span>}
          {event.archived ? (
            <span className="tag">{t('Archived')}</span>
          ) : (
            event.closed && <span className="tag">{t('Closed')}</span>
          )}
        </p>
      </div>
      <div className="event-card-actions">
        <Link
          href={`/o/${event.slug}/live`}
          className="button"
          aria-label={t('Live, {event}', { event: event.name })}
        >
          <Icon name="chart" size={18} />
          {t('Live')}
        </Link>
        {seesPeople && (
          <Link
            href={`/o/${event.slug}/people`}
            className="button"
            aria-label={t('People, {event}', { event: event.name })}
          >
            <Icon name="people" size={18} />
            {t('People')}
          </Link>
        )}
        {seesPeople && !event.archived && (
          <a
            href={`/d/${event.slug}/scan`}
            className="button"
            aria-label={t('Door, {event}', { event: event.name })}
          >
            <Icon name="scan" size={18} />
            {t('Door')}
          </a>
        )}
        {role === 'organiser' && (
          <Link
            href={`/o/${event.slug}/setup`}
            className="button"
            aria-label={t('Set-up, {event}', { event: event.name })}
          >
            <Icon name="settings" size={18} />
            {t('Set-up')}
          </Link>
        )}
      </div>
    </li>
  )
}
