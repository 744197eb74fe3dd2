import { useQuery } from '@tanstack/react-query'

import type { Event, StatusChange } from '@/api/types'
import { formatMoment } from '@/format/time'
import { STATUS_WORDS } from '@/format/words'
import { type Phrase, t } from '@/i18n/t'
import { FailureNotice, Loading } from '@/ui/Notice'

import { historyQuery } from './historyQuery'

const ADDED: Record<StatusChange['to'], Phrase> = {
  registered: 'Added as registered',
  confirmed: 'Added as confirmed',
  checked_in: 'Added as checked in',
  cancelled: 'Added as cancelled',
}

/** Every step of a person, newest first. Steps are never edited and never deleted. */
export function HistoryList({ event, id }: { event: Event; id: number }) {
  const history = useQuery(historyQuery(event.slug, id))
  return (
    <section className="history" aria-labelledby="history-title">
      <h3 id="history-title">{t('History')}</h3>
      {history.isPending && <Loading what={t('the history')} />}
      {history.isLoadingError && (
        <FailureNotice
          title={t('The history could not be loaded')}
          error={history.error}
          retry={() => void history.refetch()}
        />
      )}
      {history.data?.length === 0 && <p className="muted">{t('Nothing happened yet.')}</p>}
      <ol className="history-list">
        {history.data?.map((change) => (
          <li key={change.id} className={`history-step history-${change.to}`}>
            <p className="history-what">{whatHappened(change)}</p>
            <p className="muted history-where">
              <time dateTime={change.at}>{formatMoment(change.at, event.timezone)}</time>
              {whereAndWho(change).map((part) => ` · ${part}`)}
            </p>
            {change.reason && <p className="history-reason">“{change.reason}”</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The gate, who it was, and the scanner where it goes by another name than the step. */
function whereAndWho({ gate, by, device }: StatusChange): string[] {
  const scanner = device === null || device === by ? null : device
  return [gate, by, scanner].filter((part) => part !== null && part !== '') as string[]
}

function whatHappened(change: StatusChange): string {
  if (change.from === null) return t(ADDED[change.to])
  if (change.from !== change.to) return `${t(STATUS_WORDS[change.from])} → ${t(STATUS_WORDS[change.to])}`
  const [before, after] = [change.from_pass_type, change.to_pass_type]
  return before && after && before !== after
    ? t('Pass {before} → {after}', { before, after })
    : t('Details changed')
}
