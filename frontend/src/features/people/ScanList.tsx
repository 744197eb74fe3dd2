import { useQuery } from '@tanstack/react-query'

import type { Event, ScanAnswer } from '@/api/types'
import { formatMoment } from '@/format/time'
import { REASON_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading } from '@/ui/Notice'

import { scansQuery } from './scansQuery'

/** Every read of this person's codes, newest first: at which gate, and what came of it. */
export function ScanList({ event, id }: { event: Event; id: number }) {
  const scans = useQuery(scansQuery(event.slug, id))
  return (
    <section className="history" aria-labelledby="scans-title">
      <h3 id="scans-title">{t('Scans')}</h3>
      {scans.isPending && <Loading what={t('the scans')} />}
      {scans.isLoadingError && (
        <FailureNotice
          title={t('The scans could not be loaded')}
          error={scans.error}
          retry={() => void scans.refetch()}
        />
      )}
      {scans.data?.length === 0 && <p className="muted">{t('No scans yet.')}</p>}
      <ol className="person-scans">
        {scans.data?.map((scan) => (
          <li key={scan.id} className={`scan-${scan.outcome}`}>
            <p className="history-what">
              <Icon name={ICONS[scan.outcome]} size={16} />
              {outcomeOf(scan)}
            </p>
            <p className="muted history-where">
              <time dateTime={scan.scanned_at}>{formatMoment(scan.scanned_at, event.timezone)}</time>
              {` · ${scan.gate.name}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

const ICONS = { admitted: 'entry', exited: 'exit', refused: 'cross' } as const

function outcomeOf({ outcome, reason, overridden }: ScanAnswer): string {
  if (outcome === 'exited') return t('Exit')
  if (outcome === 'admitted') return overridden ? t('Let in by override') : t('Let in|a scan')
  return reason === null ? t('Refused') : t('Refused: {reason}', { reason: t(REASON_WORDS[reason]) })
}
