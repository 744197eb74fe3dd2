import { plural, t } from '@/i18n/t'
import './doorConflicts.css'

import { lazy, Suspense, useId, useState } from 'react'

import type { Conflict } from '@/api/types'
import { useDoor } from '@/door/context'
import { formatSeconds } from '@/format/time'
import { Icon } from '@/ui/Icon'

import { concerns, headlineOf, whoOf } from './conflictWords'
import { useDoorConflicts } from './useDoorConflicts'
import { useKept } from './useKept'

const ConflictCard = lazy(async () => ({ default: (await import('./ConflictCard')).ConflictCard }))

/**
 * What this gate has to do with and people have to settle, above the verdict: one line each says who, where and when,
 * so that scanning goes on; a tap opens the whole card.
 */
export function DoorConflicts() {
  const id = useId()
  const { state, desk } = useDoor()
  const [{ open }, settle] = useDoorConflicts(desk)
  const [opened, setOpened] = useState<number | null>(null)
  const here = open.filter((conflict) => concerns(state.gate, conflict))
  const [newest] = here
  const zone = state.event.timezone
  const [cards, keep] = useKept(here)
  const shown = cards.find(({ id }) => id === opened)
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="visually-hidden">
        {t('Needs a decision')}
      </h2>
      <p role="status" className="visually-hidden">
        {newest && saidOf(here.length, newest)}
      </p>
      {shown && (
        <div className="door-conflict">
          <Suspense>
            <ConflictCard
              key={shown.id}
              conflict={shown}
              zone={zone}
              isOpen={here.includes(shown)}
              settle={settle}
              keep={keep}
            />
          </Suspense>
          <button type="button" className="button" onClick={() => setOpened(null)}>
            {t('Later')}
          </button>
        </div>
      )}
      {newest && !shown && (
        <button type="button" className="conflict-strip" onClick={() => setOpened(newest.id)}>
          <Icon name="warning" />
          <span>
            <strong>{whoOf(newest)}</strong> {headlineOf(newest).toLowerCase()}
            <span className="conflict-strip-times">
              {[newest.first, newest.second]
                .flatMap((side) => (side ? [`${formatSeconds(side.at, zone)} ${side.gate.name}`] : []))
                .join(' · ')}
            </span>
          </span>
          <span className="conflict-strip-more">
            {here.length > 1 ? t('1 of {count}', { count: here.length }) : t('Decide')}
          </span>
        </button>
      )}
    </section>
  )
}

function saidOf(count: number, newest: Conflict): string {
  const about = { who: whoOf(newest), what: headlineOf(newest) }
  return plural(count, '{count} conflict. {who}: {what}.', '{count} conflicts. {who}: {what}.', about)
}
