import { t } from '@/i18n/t'
import { Link } from 'wouter'

import { Notice } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

export function NotFoundPage() {
  useTitle(t('Not found'))
  return (
    <main className="page page-narrow">
      <h1 className="visually-hidden">{t('Not found')}</h1>
      <Notice icon="question" title={t('There is no page at this address')}>
        <Link href="/" className="button">
          {t('All events')}
        </Link>
      </Notice>
    </main>
  )
}
