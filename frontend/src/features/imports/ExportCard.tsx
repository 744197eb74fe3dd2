import { Link } from 'wouter'

import { t } from '@/i18n/t'
import { rich } from '@/i18n/rich'
import { Icon } from '@/ui/Icon'

import { Card } from './Card'

/** The whole list as a file. Part of it is filtered, and exported, where people are listed. */
export function ExportCard({ slug }: { slug: string }) {
  const address = `/api/v1/events/${slug}/export/`
  return (
    <Card
      title={t('Export')}
      hint={t('Everybody with status, code and check-in time. An import takes the file back.')}
    >
      <div className="import-actions import-actions-start">
        <a className="button" href={`${address}?format=csv`} download>
          <Icon name="download" size={18} />
          {t('List as CSV')}
        </a>
        <a className="button" href={`${address}?format=xlsx`} download>
          <Icon name="download" size={18} />
          {t('List for Excel (.xlsx)')}
        </a>
      </div>
      <p className="muted">
        {rich('To export only some people, filter them under {people} and export them there.', {
          people: <Link href={`/o/${slug}/people`}>{t('People')}</Link>,
        })}
      </p>
    </Card>
  )
}
