/** The list that was chosen: its file, what somebody says of its columns, and how the server understands it. */
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import type { ImportPreview } from '@/api/types'
import { unwrap } from '@/http/result'

import { type Asked, type Mapping, requestPreview } from './sendList'

export interface List {
  file: File | null
  mapping: Mapping
  preview: ImportPreview | null
  /** The file is not a list, or could not be sent or read. */
  error: Error | null
  isReading: boolean
  choose: (file: File) => void
  /** Say that a column is another field; what its heading says is no mapping. */
  map: (position: number, field: string | null) => void
  retry: () => void
  forget: () => void
}

export function useList(slug: string): List {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { preview, byHeading, reading, ask, forget } = useReading(slug)
  const read = (next: Asked) => {
    setAsked(next)
    ask(next)
  }
  return {
    file: asked?.file ?? null,
    mapping: asked?.mapping ?? {},
    preview,
    error: reading.error,
    isReading: reading.isPending,
    choose: (file) => {
      forget()
      read({ file, mapping: {} })
    },
    map: (position, field) => {
      if (asked === null) return
      const isHeading = byHeading[position] === field
      read({ ...asked, mapping: mapped(asked.mapping, position, isHeading ? undefined : field) })
    },
    retry: () => asked !== null && read(asked),
    forget: () => {
      setAsked(null)
      forget()
    },
  }
}

/** What the server makes of a list; an answer that was overtaken by another question is dropped. */
function useReading(slug: string) {
  const latest = useRef<Asked | null>(null)
  const [byHeading, setByHeading] = useState<Mapping>({})
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const reading = useMutation({
    mutationFn: async (asked: Asked) => unwrap(await requestPreview(slug, asked)),
    onSuccess: (found, asked) => {
      if (latest.current !== asked) return
      setPreview(found)
      if (Object.keys(asked.mapping).length === 0) setByHeading(fieldsOf(found))
    },
  })
  const ask = (asked: Asked) => {
    latest.current = asked
    reading.mutate(asked)
  }
  const forget = () => {
    latest.current = null
    setPreview(null)
    reading.reset()
  }
  return { preview, byHeading, reading, ask, forget }
}

function mapped(mapping: Mapping, position: number, field: string | null | undefined): Mapping {
  const others = Object.entries(mapping).filter(([place]) => Number(place) !== position)
  return Object.fromEntries(field === undefined ? others : [...others, [position, field]])
}

function fieldsOf({ columns }: ImportPreview): Mapping {
  return Object.fromEntries(columns.map(({ position, field }) => [position, field]))
}
