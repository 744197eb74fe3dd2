import { t } from '@/i18n/t'
import './eventSetup.css'

import { type SubmitEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'

import { FormFailure } from '@/ui/FormFailure'
import { useTitle } from '@/ui/useTitle'

import { useCreateEvent } from './changeEvent'
import { EVENT_FIELDS, EventFields } from './EventFields'
import { blankForm, bodyOf, type EventForm } from './eventForm'
import { unplaced } from './fieldErrors'
import { PAGE_WORDS } from './words'
import { useEventErrors } from './useEventErrors'
import { browserZone } from './zones'

/** The first page of an event; its set-up page comes next. */
export function NewEventPage() {
  useTitle(t(PAGE_WORDS.newEvent))
  const [, navigate] = useLocation()
  const [form, setForm] = useState(() => blankForm(Date.now(), browserZone()))
  const create = useCreateEvent()
  const { errors, ref, check, forget } = useEventErrors(create.error)

  const change = (part: Partial<EventForm>) => {
    setForm({ ...form, ...part })
    forget()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!check(form, form.timezone)) return
    create.mutate(bodyOf(form), { onSuccess: ({ slug }) => navigate(`/o/${slug}/setup`) })
  }

  return (
    <main className="page page-medium page-narrow">
      <h1>{t(PAGE_WORDS.newEvent)}</h1>
      <form ref={ref} className="card event-form" onSubmit={submit}>
        <p className="muted">{t(PAGE_WORDS.newEventHint)}</p>
        <EventFields form={form} errors={errors} onChange={change} />
        <FormFailure error={unplaced(create.error, EVENT_FIELDS)} />
        <div className="form-actions">
          <Link href="/" className="button">
            {t(PAGE_WORDS.back)}
          </Link>
          <button type="submit" className="button button-primary" disabled={create.isPending}>
            {create.isPending ? t(PAGE_WORDS.creating) : t(PAGE_WORDS.create)}
          </button>
        </div>
      </form>
    </main>
  )
}
