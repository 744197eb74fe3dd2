import { t } from '@/i18n/t'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'

import { useDoor } from '@/door/context'
import { Icon } from '@/ui/Icon'

/** Longer than any gap within a hardware scanner's burst, which is taken out of the field again. */
const PAUSE_MS = 200

/** What is typed while the page is on its way would be lost. */
function fetchSearch(): void {
  import('@/features/search/SearchPage').catch(() => undefined) // whoever goes there is told
}

/** The search field above the card, where the screen is wide enough: what is typed here goes on in the search. */
export function SearchJump() {
  const { state } = useDoor()
  const [, go] = useLocation()
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (typed.trim() === '') return
    const timer = setTimeout(() => go(`/d/${state.slug}/search?q=${encodeURIComponent(typed)}`), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, go, state.slug])
  return (
    <label className="search-jump">
      <Icon name="search" />
      <span className="visually-hidden">{t('Search by name')}</span>
      <input
        className="input"
        placeholder={t('Search by name')}
        autoComplete="off"
        enterKeyHint="search"
        value={typed}
        onFocus={fetchSearch}
        onChange={({ target }) => setTyped(target.value)}
      />
    </label>
  )
}
