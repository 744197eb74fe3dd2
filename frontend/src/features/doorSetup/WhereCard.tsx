import { t, type Phrase } from '@/i18n/t'
import type { Direction } from '@/api/types'
import { useDoor } from '@/door/context'

import { Choice, SetupCard } from './SetupCard'

const DIRECTIONS: readonly { value: Direction; words: Phrase }[] = [
  { value: 'entry', words: 'People come in' },
  { value: 'exit', words: 'People go out' },
]

/** The gate this device stands at, and which way people go. The same as in the header, with room for words. */
export function WhereCard() {
  const { state, desk } = useDoor()
  return (
    <SetupCard title={t('Where it stands')}>
      <label className="field">
        <span>{t('Gate of this device')}</span>
        <select
          value={state.gate ?? ''}
          onChange={({ target }) => desk.choose({ gate: Number(target.value) || null })}
        >
          <option value="">{t('Choose a gate')}</option>
          {state.gates.map((gate) => (
            <option key={gate.id} value={gate.id}>
              {gate.name}
            </option>
          ))}
        </select>
      </label>
      <Choice
        legend={t('Which way people go')}
        name="setup-direction"
        value={state.direction}
        choices={DIRECTIONS}
        onChoose={(direction) => desk.choose({ direction })}
      />
    </SetupCard>
  )
}
