import { t } from '@/i18n/t'
import type { ReactNode } from 'react'

import { describe, RequestError } from '@/http/result'

import { Icon, type IconName } from './Icon'

/** A quiet message in the place of content: nothing here yet, or something went wrong. */
export function Notice({ icon, title, children }: { icon?: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="notice">
      {icon && <Icon name={icon} size={28} />}
      <p className="notice-title">{title}</p>
      {children}
    </div>
  )
}

/** What failed and the way on; each part of a page carries its own. */
export function FailureNotice({ error, title, retry }: { error: unknown; title: string; retry: () => void }) {
  const detail = error instanceof RequestError ? describe(error.failure) : t('Something unexpected happened.')
  return (
    <div role="alert">
      <Notice icon="warning" title={title}>
        <p className="muted">{detail}</p>
        <button type="button" className="button" onClick={retry}>
          {t('Try again')}
        </button>
      </Notice>
    </div>
  )
}

export function Loading({ what }: { what: string }) {
  return (
    <div className="loading" role="status">
      <span className="loading-bar" aria-hidden="true" />
      <span className="visually-hidden">{t('Loading {what}', { what })}</span>
    </div>
  )
}
