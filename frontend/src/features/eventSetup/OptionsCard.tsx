import { useId, useState } from 'react'

import type { Event } from '@/api/types'
import { t } from '@/i18n/t'
import { FormFailure } from '@/ui/FormFailure'

import { Card } from './Card'
import { useChangeEvent } from './changeEvent'
import { OPTIONS, OPTIONS_WORDS, PAGE_WORDS } from './words'

type Option = (typeof OPTIONS)[number]

/** How the doors decide. A tick is saved at once. */
export function OptionsCard({ event }: { event: Event }) {
  const save = useChangeEvent(event.slug)
  /** Shown at once; what the server says of it follows. */
  const [ticked, setTicked] = useState<Partial<Record<Option['field'], boolean>>>({})
  const tick = (field: Option['field'], isOn: boolean) => {
    setTicked({ [field]: isOn })
    save.mutate({ [field]: isOn }, { onSettled: () => setTicked({}) })
  }
  return (
    <Card title={t(OPTIONS_WORDS.title)}>
      <div className="event-options">
        {OPTIONS.map((option) => (
          <OptionTick
            key={option.field}
            option={option}
            isOn={ticked[option.field] ?? event[option.field]}
            disabled={save.isPending || (option.field === 'closed' && event.archived)}
            onChange={(isOn) => tick(option.field, isOn)}
          />
        ))}
      </div>
      {event.archived && <p className="field-hint">{t(OPTIONS_WORDS.archived)}</p>}
      <FormFailure error={save.error} />
      <span role="status" className="form-saved">
        {save.isSuccess && t(PAGE_WORDS.saved)}
      </span>
    </Card>
  )
}

interface OptionTickProps {
  option: Option
  isOn: boolean
  disabled: boolean
  onChange: (isOn: boolean) => void
}

function OptionTick({ option, isOn, disabled, onChange }: OptionTickProps) {
  const id = useId()
  return (
    <div className="event-option">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.checked)}
      />
      <div>
        <label htmlFor={id}>{t(option.words)}</label>
        <p id={`${id}-hint`} className="field-hint">
          {t(option.hint)}
        </p>
      </div>
    </div>
  )
}
