import { t } from '@/i18n/t'
import './eventSetup.css'

import { useState } from 'react'

import type { Event } from '@/api/types'
import { useMe } from '@/session/me'
import { Notice } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { ArchiveCard, TakeBack } from './ArchiveCard'
import { AreasCard } from './AreasCard'
import { CopyCard } from './CopyCard'
import { DetailsCard } from './DetailsCard'
import { GatesCard } from './GatesCard'
import { OptionsCard } from './OptionsCard'
import { PassTypesCard } from './PassTypesCard'
import { StepsCard } from './StepsCard'
import { ARCHIVE_WORDS, PAGE_WORDS } from './words'

/** What an event is and consists of. Every card saves by itself. */
export function SetupPage({ event }: { event: Event }) {
  useTitle(t(PAGE_WORDS.title), event.name)
  const mayCreate = useMe().data?.is_staff === true
  const [isTakenBack, setIsTakenBack] = useState(false)
  return (
    <main className="page event-setup">
      <div className="page-head">
        <h1>{t(PAGE_WORDS.title)}</h1>
      </div>
      <div role="status" className="archive-news">
        {isTakenBack && !event.archived && <p>{t(ARCHIVE_WORDS.takenBack)}</p>}
      </div>
      {event.archived ? (
        <section className="card" aria-label={t(ARCHIVE_WORDS.title)}>
          <Notice title={t(ARCHIVE_WORDS.archived)}>
            <p className="muted">{t(ARCHIVE_WORDS.archivedHint)}</p>
            <TakeBack slug={event.slug} onDone={() => setIsTakenBack(true)} />
          </Notice>
        </section>
      ) : (
        <StepsCard event={event} />
      )}
      <div className="event-setup-columns">
        <div className="event-setup-column">
          <DetailsCard event={event} />
          <OptionsCard event={event} />
        </div>
        <div className="event-setup-column">
          {!event.archived && (
            <>
              <PassTypesCard slug={event.slug} />
              <AreasCard slug={event.slug} />
              <GatesCard slug={event.slug} />
            </>
          )}
          {mayCreate && <CopyCard event={event} />}
          {!event.archived && <ArchiveCard event={event} />}
        </div>
      </div>
    </main>
  )
}
