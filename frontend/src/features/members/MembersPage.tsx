import { t } from '@/i18n/t'
import './members.css'

import { useQuery } from '@tanstack/react-query'

import type { Event } from '@/api/types'
import { FailureNotice, Loading } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { InviteForm } from './InviteForm'
import { MemberRow } from './MemberRow'
import { membersQuery } from './membersQuery'

/** Who has a role at an event. */
export function MembersPage({ event }: { event: Event }) {
  useTitle(t('Members'), event.name)
  return (
    <main className="page members">
      <div className="page-head">
        <h1>{t('Members')}</h1>
      </div>
      <InviteForm slug={event.slug} />
      <MemberList slug={event.slug} />
    </main>
  )
}

function MemberList({ slug }: { slug: string }) {
  const members = useQuery(membersQuery(slug))
  if (members.isPending) return <Loading what={t('the members')} />
  if (members.data === undefined) {
    return (
      <FailureNotice
        title={t('The members could not be loaded')}
        error={members.error}
        retry={() => void members.refetch()}
      />
    )
  }
  return (
    <ul className="member-list card">
      {members.data.map((member) => (
        <MemberRow key={member.id} slug={slug} member={member} />
      ))}
    </ul>
  )
}
