import { t } from '@/i18n/t'
import { Link, useLocation } from 'wouter'

import type { Event } from '@/api/types'
import { useRole } from '@/session/me'
import { Icon, type IconName } from '@/ui/Icon'

/** The pages of an event that the caller's role opens. */
export function EventNav({ event }: { event: Event }) {
  const base = `/o/${event.slug}`
  const role = useRole(event.slug)
  const seesPeople = role !== 'viewer'
  return (
    <nav className="event-nav" aria-label={t('Event')}>
      <NavLink href={`${base}/live`} icon="chart" words={t('Live')} />
      {seesPeople && <NavLink href={`${base}/people`} icon="people" words={t('People')} />}
      {seesPeople && (
        // The door is a page of its own, with its own rights and its own bundle.
        <a className="event-nav-link" href={`/d/${event.slug}/scan`}>
          <Icon name="scan" size={18} />
          {t('Door')}
        </a>
      )}
      {role === 'organiser' && (
        <>
          <NavLink href={`${base}/imports`} icon="table" words={t('Import')} />
          <NavLink href={`${base}/devices`} icon="devices" words={t('Devices')} />
          <NavLink href={`${base}/members`} icon="key" words={t('Members')} />
          <NavLink href={`${base}/setup`} icon="settings" words={t('Set-up')} />
        </>
      )}
    </nav>
  )
}

function NavLink({ href, icon, words }: { href: string; icon: IconName; words: string }) {
  const [location] = useLocation()
  const isHere = location === href || location.startsWith(`${href}/`)
  return (
    <Link href={href} className="event-nav-link" aria-current={isHere ? 'page' : undefined}>
      <Icon name={icon} size={18} />
      {words}
    </Link>
  )
}
