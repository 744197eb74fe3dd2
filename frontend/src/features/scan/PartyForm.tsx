import { t } from '@/i18n/t'
import { useState } from 'react'

import type { Person } from '@/door/types'

interface PartyFormProps {
  party: readonly Person[]
  onCheckIn: (people: readonly Person[]) => void
}

/** Who came with the same order, offered together; whoever is not there is tapped away first. */
export function PartyForm({ party, onCheckIn }: PartyFormProps) {
  const [absent, setAbsent] = useState<ReadonlySet<number>>(new Set())
  const there = party.filter(({ id }) => !absent.has(id))
  const toggle = (id: number) => {
    const next = new Set(absent)
    if (!next.delete(id)) next.add(id)
    setAbsent(next)
  }
  return (
    <fieldset className="party">
      <legend>{t('Also in this order')}</legend>
      <div className="party-people">
        {party.map(({ id, name }) => (
          <label key={id} className="party-person">
            <input type="checkbox" checked={!absent.has(id)} onChange={() => toggle(id)} />
            {name}
          </label>
        ))}
      </div>
      <button
        type="button"
        className="button door-button"
        disabled={there.length === 0}
        onClick={() => onCheckIn(there)}
      >
        {actionWords(there)}
      </button>
    </fieldset>
  )
}

function actionWords(there: readonly Person[]): string {
  const [only] = there
  if (only === undefined) return t('Check in')
  if (there.length === 1) return t('Check in {name}', { name: only.name })
  return there.length === 2 ? t('Check in both') : t('Check in {count}', { count: there.length })
}
