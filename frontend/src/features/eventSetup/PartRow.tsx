import { type ReactNode, useState } from 'react'

import { t } from '@/i18n/t'
import { ConfirmDialog } from '@/ui/ConfirmDialog'

import { type PartRequests, useRemovePart } from './changeParts'
import { PAGE_WORDS, REMOVE_WORDS } from './words'

interface PartRowProps<Fields> {
  slug: string
  requests: PartRequests<Fields>
  id: number
  name: string
  /** What is told of it beside its name. */
  about?: string
  mark?: ReactNode
  /** Buttons before the usual two. */
  children?: ReactNode
  onEdit: () => void
}

/** One pass type, area or gate: what it is, and what can be done about it. */
export function PartRow<Fields>(props: PartRowProps<Fields>) {
  const { slug, requests, id, name, about, mark, children, onEdit } = props
  const [isRemoving, setIsRemoving] = useState(false)
  return (
    <li className="part">
      <span className="part-what">
        {mark}
        <span className="part-words">
          <span className="part-name">{name}</span>
          {about !== undefined && <span className="part-about">{about}</span>}
        </span>
      </span>
      <span className="part-actions">
        {children}
        <button
          type="button"
          className="button"
          aria-label={t(PAGE_WORDS.editing, { name })}
          onClick={onEdit}
        >
          {t(PAGE_WORDS.edit)}
        </button>
        <button
          type="button"
          className="button button-danger"
          aria-label={t(PAGE_WORDS.removing, { name })}
          onClick={() => setIsRemoving(true)}
        >
          {t(PAGE_WORDS.remove)}
        </button>
      </span>
      {isRemoving && (
        <RemoveDialog
          slug={slug}
          requests={requests}
          id={id}
          name={name}
          onClose={() => setIsRemoving(false)}
        />
      )}
    </li>
  )
}

type RemoveDialogProps<Fields> = Pick<PartRowProps<Fields>, 'slug' | 'requests' | 'id' | 'name'> & {
  onClose: () => void
}

function RemoveDialog<Fields>({ slug, requests, id, name, onClose }: RemoveDialogProps<Fields>) {
  const remove = useRemovePart(slug, requests, id)
  return (
    <ConfirmDialog
      title={t(REMOVE_WORDS.title, { name })}
      action={t(PAGE_WORDS.remove)}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      {t(REMOVE_WORDS.explanation)}
    </ConfirmDialog>
  )
}
