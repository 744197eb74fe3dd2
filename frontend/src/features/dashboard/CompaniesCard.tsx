import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'

import type { Company, Event } from '@/api/types'
import { formatCount, formatShare } from '@/format/number'
import { t } from '@/i18n/t'
import { companiesQuery } from '@/live/companiesQuery'
import { useCounts } from '@/live/useCounts'
import { useFollowing } from '@/live/useFollowing'
import { Icon } from '@/ui/Icon'
import { Meter } from '@/ui/Meter'
import { FailureNotice, Loading } from '@/ui/Notice'

import { MaybeLink } from './MaybeLink'
import { ShareHead } from './ShareHead'
import { usePeopleLink } from './usePeopleLink'
import { useSettled } from './useSettled'

/** The server goes through the whole list for it. */
const EVERY_MS = 15_000
const TYPED_MS = 250

/** The companies with the most people; any other is found by its name. */
export function CompaniesCard({ event }: { event: Event }) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), TYPED_MS)
  const companies = useQuery(companiesQuery(event.slug, q))
  useFollowing(useCounts(event.slug).data?.people.checked_in, EVERY_MS, companies.refetch)
  return (
    <section className="card table-card" aria-labelledby={id}>
      <header className="card-header">
        <h2 id={id}>{t('By company')}</h2>
        <label className="company-search">
          <span className="visually-hidden">{t('Find a company')}</span>
          <Icon name="search" size={18} />
          <input
            className="input"
            type="search"
            value={typed}
            maxLength={200}
            placeholder={t('Find a company')}
            autoComplete="off"
            onChange={(change) => setTyped(change.target.value)}
          />
        </label>
      </header>
      {companies.isPending && <Loading what={t('the companies')} />}
      {companies.isLoadingError && (
        <FailureNotice
          title={t('The companies could not be loaded')}
          error={companies.error}
          retry={() => void companies.refetch()}
        />
      )}
      {companies.data?.length === 0 && (
        <p className="muted card-empty">
          {q === '' ? t('Nobody on the list has a company.') : t('No company is called “{q}”.', { q })}
        </p>
      )}
      {companies.data !== undefined && companies.data.length > 0 && (
        <CompanyTable slug={event.slug} companies={companies.data} />
      )}
    </section>
  )
}

function CompanyTable({ slug, companies }: { slug: string; companies: readonly Company[] }) {
  const peopleLink = usePeopleLink(slug)
  const shown = useDeferredValue(companies)
  return (
    <table className="table">
      <ShareHead of={t('Company')} />
      <tbody>
        {shown.map(({ company, total, checked_in }) => (
          <tr key={company}>
            <th scope="row" className="name">
              <MaybeLink href={peopleLink({ company })}>
                {company}
                <Meter part={checked_in} whole={total} />
              </MaybeLink>
            </th>
            <td className="number">{formatCount(checked_in)}</td>
            <td className="number muted">{formatCount(total)}</td>
            <td className="number">{formatShare(checked_in, total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
