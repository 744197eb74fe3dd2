import { useState } from 'react'

import type { Event } from '@/api/types'
import { t } from '@/i18n/t'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { FormFailure } from '@/ui/FormFailure'

import { Card } from './Card'
import { useChangeEvent } from './changeEvent'
import { ARCHIVE_WORDS } from './words'

export function ArchiveCard({ event }: { event: Event }) {
  const [asks, setAsks] = useState(false)
  const archive = useChangeEvent(event.slug)
  return (
    <Card title={t(ARCHIVE_WORDS.title)} hint={t(ARCHIVE_WORDS.hint)}>
      <button type="button" className="button button-danger part-add" onClick={() => setAsks(true)}>
        {t(ARCHIVE_WORDS.action)}
      </button>
      {asks && (
        <ConfirmDialog
          title={t(ARCHIVE_WORDS.question, { name: event.name })}
          action={t(ARCHIVE_WORDS.confirm)}
          busy={archive.isPending}
          error={archive.error}
          onConfirm={() => archive.mutate({ archived: true }, { onSuccess: () => setAsks(false) })}
          onClose={() => setAsks(false)}
        >
          {t(ARCHIVE_WORDS.explanation)}
        </ConfirmDialog>
      )}
    </Card>
  )
}

/** Out of the archive; the doors are opened by another tick, so that nobody opens them unawares. */
export function TakeBack({ slug, onDone }: { slug: string; onDone: () => void }) {
  const change = useChangeEvent(slug)
  return (
    <>
      <FormFailure error={change.error} />
      <button
        type="button"
        className="button button-primary"
        disabled={change.isPending}
        onClick={() => {
          onDone()
          change.mutate({ archived: false })
        }}
      >
        {t(ARCHIVE_WORDS.takeBack)}
      </button>
    </>
  )
}
