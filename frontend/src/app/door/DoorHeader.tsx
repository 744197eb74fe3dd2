import { t, type Phrase } from '@/i18n/t'
import { useSyncExternalStore } from 'react'
import { Link } from 'wouter'

import type { Direction } from '@/api/types'
import { useDoor } from '@/door/context'
import { Icon, type IconName } from '@/ui/Icon'

import { areaOf } from './area'
import { ListAge } from './ListAge'
import { StatusPill } from './StatusPill'

const DIRECTIONS: readonly { value: Direction; words: Phrase; icon: IconName }[] = [
  { value: 'entry', words: 'Entry', icon: 'entry' },
  { value: 'exit', words: 'Exit', icon: 'exit' },
]

/** Where this device stands, whether people come or go, how it stands with the server, and how full it is behind. */
export function DoorHeader() {
  const { state, desk } = useDoor()
  return (
    <header className="door-header">
      <div className="door-where">
        <GatePicker />
        <fieldset className="direction">
          <legend className="visually-hidden">{t('Direction')}</legend>
          {DIRECTIONS.map(({ value, words, icon }) => (
            <label key={value} className="direction-choice">
              <input
                type="radio"
                name="direction"
                value={value}
                checked={state.direction === value}
                onChange={() => desk.choose({ direction: value })}
              />
              <Icon name={icon} />
              {t(words)}
            </label>
          ))}
        </fieldset>
        <Link className="button button-quiet door-setup" href={`/d/${state.slug}/setup`}>
          <Icon name="settings" size={24} />
          <span className="visually-hidden">{t('Setup')}</span>
        </Link>
      </div>
      <div className="door-how">
        <StatusPill />
        <AreaCount />
        <ListAge />
        <p className="door-event">
          {state.event.name}
          {state.device !== null && ` · ${state.device.name}`}
        </p>
      </div>
    </header>
  )
}

function GatePicker() {
  const { state, desk } = useDoor()
  return (
    <div className="gate-picker" data-lacking={state.gate === null}>
      <label htmlFor="gate" className="visually-hidden">
        {t('Gate')}
      </label>
      <select
        id="gate"
        value={state.gate ?? ''}
        onChange={({ target }) => desk.choose({ gate: target.value === '' ? null : Number(target.value) })}
      >
        <option value="">{t('Choose a gate')}</option>
        {state.gates.map((gate) => (
          <option key={gate.id} value={gate.id}>
            {gate.name}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </div>
  )
}

/** How many are in the area behind this gate. The last numbers stay while there are no newer ones, and look it. */
function AreaCount() {
  const { state, desk } = useDoor()
  const { counts } = useSyncExternalStore(desk.counts.subscribe, desk.counts.state)
  const area = areaOf(state, counts)
  if (area === null) return null
  return (
    <p className={`area-count ${state.isOnline ? '' : 'area-count-old'}`}>
      {area.inside}
      {area.warning !== null && (
        <strong className={`area-${area.warning}`}>
          <Icon name="warning" size={16} />
          {area.warning === 'full' ? t('Full') : t('Nearly full')}
        </strong>
      )}
    </p>
  )
}
