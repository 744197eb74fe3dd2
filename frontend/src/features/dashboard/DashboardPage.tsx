import './dashboard.css'

import type { Counts, Event } from '@/api/types'
import { Faded } from '@/live/Faded'
import { useCounts } from '@/live/useCounts'
import { useRole } from '@/session/me'
import { t } from '@/i18n/t'
import { FailureNotice, Loading } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { ActivityCard } from './ActivityCard'
import { ArrivalsCard } from './ArrivalsCard'
import { AreasCard } from './AreasCard'
import { attentionOf } from './attention'
import { AttentionCard } from './AttentionCard'
import { CompaniesCard } from './CompaniesCard'
import { ConflictsCard } from './ConflictsCard'
import { GatesCard } from './GatesCard'
import { Metrics } from './Metrics'
import { PassTypesCard } from './PassTypesCard'
import { PoliteSummary } from './PoliteSummary'
import { RefusedCard } from './RefusedCard'
import { SettledConflicts } from './SettledConflicts'
import { useFacts } from './useFacts'

/** The live page of an event: its counts, and what happens at its gates. */
export function DashboardPage({ event }: { event: Event }) {
  useTitle(t('Live'), event.name)
  const counts = useCounts(event.slug)
  const role = useRole(event.slug)
  const settles = role === 'organiser' || role === 'door'
  return (
    <main className="page dashboard">
      <h1 className="visually-hidden">{t('{event}, live', { event: event.name })}</h1>
      {settles && <ConflictsCard event={event} />}
      {counts.data !== undefined && <CountCards counts={counts.data} event={event} />}
      {counts.isPending && <Loading what={t('the counts')} />}
      {counts.isLoadingError && (
        <FailureNotice
          title={t('The counts could not be loaded')}
          error={counts.error}
          retry={() => void counts.refetch()}
        />
      )}
      <div className="dashboard-lists">
        <ActivityCard event={event} />
        {role === 'organiser' && <RefusedCard event={event} />}
      </div>
      {settles && <SettledConflicts event={event} />}
    </main>
  )
}

function CountCards({ counts, event }: { counts: Counts; event: Event }) {
  const { facts, isPartial } = useFacts(event, counts)
  const items = attentionOf(facts)
  const role = useRole(event.slug)
  return (
    <Faded slug={counts.event} className="dashboard-counts">
      <PoliteSummary counts={counts} />
      <Metrics counts={counts} event={event} attention={items} isPartial={isPartial} />
      <AttentionCard event={event} items={items} now={facts.now} />
      <ArrivalsCard event={event} />
      <div className="dashboard-tables">
        <div className="dashboard-column">
          <PassTypesCard counts={counts} />
          <GatesCard facts={facts} />
        </div>
        <div className="dashboard-column">
          {role !== 'door' && <CompaniesCard event={event} />}
          <AreasCard areas={counts.areas} />
        </div>
      </div>
    </Faded>
  )
}
