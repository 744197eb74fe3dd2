import { type Phrase, t } from '@/i18n/t'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'

import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading } from '@/ui/Notice'

import { Card } from './Card'

interface PartsCardProps<Part> {
  words: Readonly<Record<'title' | 'hint' | 'add' | 'loading' | 'failed', Phrase>>
  query: UseQueryResult<Part[]>
  row: (part: Part, index: number, all: readonly Part[]) => ReactNode
  onAdd: () => void
  /** What stands below the list. */
  children?: ReactNode
}

/** A list of an event's parts, with the button that adds one. */
export function PartsCard<Part>({ words, query, row, onAdd, children }: PartsCardProps<Part>) {
  const add = useFocusWhenShorter(query.data?.length ?? 0)
  return (
    <Card title={t(words.title)} hint={t(words.hint)}>
      {query.isPending && <Loading what={t(words.loading)} />}
      {query.data === undefined && !query.isPending && (
        <FailureNotice title={t(words.failed)} error={query.error} retry={() => void query.refetch()} />
      )}
      {query.data && <ul className="part-list">{query.data.map(row)}</ul>}
      {children}
      <button ref={add} type="button" className="button part-add" disabled={!query.data} onClick={onAdd}>
        <Icon name="plus" size={18} />
        {t(words.add)}
      </button>
    </Card>
  )
}

/** Whoever deleted a row stood on its button, which is gone: they go on at the list's own one. */
function useFocusWhenShorter(length: number): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(length)
  useEffect(() => {
    if (length < before.current && document.activeElement === document.body) button.current?.focus()
    before.current = length
  }, [length])
  return button
}
