import { t, type Phrase } from '@/i18n/t'
import { type ReactNode, useId } from 'react'

export function SetupCard({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card setup-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

interface ChoiceProps<T extends string> {
  legend: string
  name: string
  value: T
  choices: readonly { value: T; words: Phrase; hint?: Phrase }[]
  onChoose: (value: T) => void
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ legend, name, value, choices, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="setup-choice">
      <legend className="visually-hidden">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="setup-option">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span>
            {t(choice.words)}
            {choice.hint !== undefined && <span className="setup-hint">{t(choice.hint)}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

interface ToggleProps {
  words: string
  hint?: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

export function Toggle({ words, hint, checked, disabled = false, onChange }: ToggleProps) {
  return (
    <label className="setup-option">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {words}
        {hint !== undefined && <span className="setup-hint">{hint}</span>}
      </span>
    </label>
  )
}

export function Facts({ facts }: { facts: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className="setup-facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
