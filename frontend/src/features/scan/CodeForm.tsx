import { t } from '@/i18n/t'
import { type SubmitEvent, useLayoutEffect, useRef } from 'react'

interface CodeFormProps {
  onSubmit: (code: string) => boolean
  /** It was asked for: on a phone the keyboard may come up. Else only where there is one of its own. */
  takesFocus: boolean
}

/** One big field for a code, typed or scanned. Takes the focus at start and keeps it after each code. */
export function CodeForm({ onSubmit, takesFocus }: CodeFormProps) {
  const field = useRef<HTMLInputElement>(null)

  useLayoutEffect(() => {
    if (takesFocus || window.matchMedia('(pointer: fine)').matches) field.current?.focus()
  }, [takesFocus])

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const input = field.current
    if (input === null) return
    // What was not taken stays in the field.
    if (onSubmit(input.value)) input.value = ''
    input.focus()
  }

  return (
    <form className="code-form" onSubmit={submit}>
      <label htmlFor="code" className="visually-hidden">
        {t('Code of the pass')}
      </label>
      <input
        ref={field}
        id="code"
        className="input code-field"
        placeholder={t('Code')}
        maxLength={200}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="send"
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Escape') currentTarget.value = ''
        }}
      />
      <button type="submit" className="button button-primary door-button code-submit">
        {t('Check')}
      </button>
    </form>
  )
}
