import { t } from '@/i18n/t'
import { Link } from 'wouter'

import { useDoorConflicts } from '@/conflicts/useDoorConflicts'
import { useDoor } from '@/door/context'
import { Icon, type IconName } from '@/ui/Icon'

export type DoorPage = 'scan' | 'search' | 'recent' | 'setup'

interface DoorNavProps {
  page: DoorPage
  isPaused: boolean
  onPause: (isPaused: boolean) => void
}

/** The three ways from scanning, where the thumb is. On the other pages the middle one leads back. */
export function DoorNav({ page, isPaused, onPause }: DoorNavProps) {
  const { state, desk } = useDoor()
  const [conflicts] = useDoorConflicts(desk)
  const to = (other: DoorPage) => `/d/${state.slug}/${other}`
  return (
    <nav className="door-nav" aria-label={t('Door')}>
      <NavLink href={to('search')} icon="search" words={t('Search')} isCurrent={page === 'search'} />
      {page === 'scan' ? (
        <button type="button" className="door-nav-item" onClick={() => onPause(!isPaused)}>
          <Icon name={isPaused ? 'play' : 'pause'} size={24} />
          {isPaused ? t('Resume') : t('Pause')}
        </button>
      ) : (
        <NavLink href={to('scan')} icon="scan" words={t('Scan')} />
      )}
      <NavLink href={to('recent')} icon="recent" words={t('Recent')} isCurrent={page === 'recent'}>
        {conflicts.count > 0 && (
          <span className="door-nav-dot">
            <span className="visually-hidden"> {t('({count} to settle)', { count: conflicts.count })}</span>
          </span>
        )}
      </NavLink>
    </nav>
  )
}

interface NavLinkProps {
  href: string
  icon: IconName
  words: string
  isCurrent?: boolean
  children?: React.ReactNode
}

function NavLink({ href, icon, words, isCurrent = false, children }: NavLinkProps) {
  return (
    <Link className="door-nav-item" href={href} aria-current={isCurrent ? 'page' : undefined}>
      <Icon name={icon} size={24} />
      <span>
        {words}
        {children}
      </span>
    </Link>
  )
}
