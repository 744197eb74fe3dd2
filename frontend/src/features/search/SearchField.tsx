import { t } from '@/i18n/t'
import { type KeyboardEvent, type RefObject, useLayoutEffect } from 'react'

import { Icon } from '@/ui/Icon'

interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>
  query: string
  onChange: (query: string) => void
  onEnter: () => void
  onBack: () => void
}

/** Takes the focus at once, so that a phone opens its keyboard with the page. */
export function SearchField({ field, query, onChange, onEnter, onBack }: SearchFieldProps) {
  useLayoutEffect(() => field.current?.focus(), [field])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onEnter()
  }

  return (
    <search className="search-field">
      <button type="button" className="button button-quiet search-icon" onClick={onBack}>
        <Icon name="back" size={24} />
        <span className="visually-hidden">{t('Back to scanning')}</span>
      </button>
      <label htmlFor="search" className="visually-hidden">
        {t('Name or company')}
      </label>
      <input
        ref={field}
        id="search"
        data-stop
        className="input"
        placeholder={t('Name or company')}
        value={query}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        maxLength={100}
        autoComplete="off"
        autoCapitalize="words"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
      />
      {query !== '' && (
        <button
          type="button"
          className="button button-quiet search-icon search-clear"
          onClick={() => {
            onChange('')
            field.current?.focus()
          }}
        >
          <Icon name="cross" size={24} />
          <span className="visually-hidden">{t('Clear')}</span>
        </button>
      )}
    </search>
  )
}
