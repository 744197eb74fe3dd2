import { type SubmitEvent, useState } from 'react'
import { useLocation } from 'wouter'

import type { Event, EventChange } from '@/api/types'
import { t } from '@/i18n/t'
import { FormFailure } from '@/ui/FormFailure'

import { Card } from './Card'
import { useChangeEvent } from './changeEvent'
import { EVENT_FIELDS, EventFields } from './EventFields'
import { changesOf, type EventForm, formOf } from './eventForm'
import { Field } from './Field'
import { unplaced } from './fieldErrors'
import { useEventErrors } from './useEventErrors'
import { DETAILS_WORDS, FIELD_HINTS, FIELD_WORDS, PAGE_WORDS } from './words'

interface DetailsForm extends EventForm {
  slug: string
}

/** The event's own fields. What nobody touched here follows the server. */
export function DetailsCard({ event }: { event: Event }) {
  const [, navigate] = useLocation()
  const [touched, setTouched] = useState<Partial<DetailsForm>>({})
  const save = useChangeEvent(event.slug)
  const { errors, ref, check, forget } = useEventErrors(save.error)

  const form: DetailsForm = { ...formOf(event), slug: event.slug, ...touched }
  const isChanged = Object.keys(changes(event, form)).length > 0
  const change = (part: Partial<DetailsForm>) => {
    setTouched({ ...touched, ...part })
    forget()
    if (save.isSuccess) save.reset()
  }
  const submit = (sent: SubmitEvent) => {
    sent.preventDefault()
    if (!check(form, form.timezone)) return
    save.mutate(changes(event, form), {
      onSuccess: ({ slug }) => {
        setTouched({})
        if (slug !== event.slug) navigate(`/o/${slug}/setup`, { replace: true })
      },
    })
  }

  return (
    <Card title={t(DETAILS_WORDS.title)}>
      <form ref={ref} className="event-fields" onSubmit={submit}>
        <EventFields form={form} errors={errors} onChange={change} />
        <SlugField slug={form.slug} errors={errors['slug']} onChange={(slug) => change({ slug })} />
        <FormFailure error={unplaced(save.error, EVENT_FIELDS)} />
        <div className="form-actions">
          <span role="status" className="form-saved">
            {save.isSuccess && !isChanged && t(PAGE_WORDS.saved)}
          </span>
          <button type="submit" className="button button-primary" disabled={save.isPending || !isChanged}>
            {t(PAGE_WORDS.save)}
          </button>
        </div>
      </form>
    </Card>
  )
}

function changes(event: Event, { slug, ...form }: DetailsForm): EventChange {
  return { ...changesOf(event, form), ...(slug === event.slug ? {} : { slug }) }
}

interface SlugFieldProps {
  slug: string
  errors: readonly string[] | undefined
  onChange: (slug: string) => void
}

/** The part of every address that names the event; the server made it from the first name. */
function SlugField({ slug, errors, onChange }: SlugFieldProps) {
  return (
    <Field label={t(FIELD_WORDS.slug)} hint={t(FIELD_HINTS.slug)} errors={errors}>
      {(aria) => (
        <span className="slug-field">
          <span className="muted">{window.location.host}/o/</span>
          <input
            {...aria}
            value={slug}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            onChange={({ target }) => onChange(target.value)}
          />
        </span>
      )}
    </Field>
  )
}
