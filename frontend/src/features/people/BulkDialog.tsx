import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'

import type { Event } from '@/api/types'
import { formatCount } from '@/format/number'
import { type Phrase, plural, t } from '@/i18n/t'
import { FormFailure } from '@/ui/FormFailure'
import { Meter } from '@/ui/Meter'
import { Modal } from '@/ui/Modal'

import { type BulkProgress, type BulkStatus, changeMany, idsOf, NOTHING_DONE } from './bulk'
import type { PeopleFilters } from './filters'
import type { Selection } from './selection'

const STEPS: readonly { status: BulkStatus; words: Phrase }[] = [
  { status: 'checked_in', words: 'Check in' },
  { status: 'confirmed', words: 'Confirm' },
  { status: 'registered', words: 'Set to registered, or reinstate' },
  { status: 'undo', words: 'Undo check-in' },
  { status: 'cancelled', words: 'Cancel registration' },
]

interface BulkDialogProps {
  event: Event
  filters: PeopleFilters
  selection: Selection
  count: number
  onClose: (changed: boolean) => void
}

/** Asks for the step and its reason, then takes it for all of them, and says what became of it. */
export function BulkDialog({ event, filters, selection, count, onClose }: BulkDialogProps) {
  const run = useBulkRun(event.slug, filters, selection)
  const [status, setStatus] = useState<BulkStatus>('checked_in')
  const [reason, setReason] = useState('')
  const isRunning = run.state === 'running'
  const submit = (submitted: SubmitEvent) => {
    submitted.preventDefault()
    void run.start(status, reason.trim())
  }
  return (
    <Modal
      title={plural(count, 'Change the status of {count} person', 'Change the status of {count} people')}
      onClose={() => {
        run.stop()
        onClose(run.state !== 'idle')
      }}
    >
      <form onSubmit={submit}>
        <label className="field">
          <span>{t('Step')}</span>
          <select
            value={status}
            disabled={run.state !== 'idle'}
            onChange={({ target }) =>
              setStatus(STEPS.find((step) => step.status === target.value)?.status ?? 'checked_in')
            }
          >
            {STEPS.map((step) => (
              <option key={step.status} value={step.status}>
                {t(step.words)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('Reason')}</span>
          <input
            value={reason}
            maxLength={200}
            autoComplete="off"
            required={status !== 'checked_in' && status !== 'confirmed'}
            disabled={run.state !== 'idle'}
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        <p className="muted">
          {t(
            'Each change is in the history of its person. Whoever may not take this step stays as they are.',
          )}
        </p>
        <Progress progress={run.progress} state={run.state} />
        <FormFailure error={run.error} />
        <div className="dialog-actions">
          {run.state === 'done' ? (
            <button type="button" className="button button-primary" onClick={() => onClose(true)}>
              {t('Done')}
            </button>
          ) : (
            <>
              <button
                type="button"
                className="button"
                onClick={() => (isRunning ? run.stop() : onClose(run.state !== 'idle'))}
              >
                {isRunning ? t('Stop') : t('Back')}
              </button>
              <button
                type="submit"
                className={status === 'cancelled' ? 'button button-danger' : 'button button-primary'}
                disabled={isRunning}
              >
                {run.state === 'failed' ? t('Try again') : t('Change status')}
              </button>
            </>
          )}
        </div>
      </form>
    </Modal>
  )
}

function Progress({ progress, state }: { progress: BulkProgress; state: RunState }) {
  if (state === 'idle') return null
  const { total, done, changed, refused } = progress
  if (total === null) return <p role="status">{t('Found {count} so far', { count: formatCount(done) })}</p>
  return (
    <div className="people-progress">
      <Meter part={done} whole={total} />
      <p role="status">
        {t('{done} of {total} done: {changed} have this status now', {
          done: formatCount(done),
          total: formatCount(total),
          changed: formatCount(changed),
        })}
      </p>
      {refused.size > 0 && (
        <ul className="people-refused">
          {[...refused].map(([why, times]) => (
            <li key={why}>{t('{count} not: {why}', { count: formatCount(times), why })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

type RunState = 'idle' | 'running' | 'failed' | 'done'

function useBulkRun(slug: string, filters: PeopleFilters, selection: Selection) {
  const client = useQueryClient()
  const [state, setState] = useState<RunState>('idle')
  const [progress, setProgress] = useState(NOTHING_DONE)
  const [error, setError] = useState<Error | null>(null)
  const stopped = useRef(false)
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )
  const start = async (status: BulkStatus, reason: string) => {
    stopped.current = false
    setState('running')
    setError(null)
    setProgress(NOTHING_DONE)
    const isStopped = () => stopped.current
    try {
      const found = (done: number) => setProgress({ ...NOTHING_DONE, done })
      const ids = await idsOf(slug, filters, selection, found, isStopped)
      setProgress({ ...NOTHING_DONE, total: ids.length })
      await changeMany({ client, slug, ids, status, reason, isStopped, onProgress: setProgress })
      setState('done')
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
      setState('failed')
    }
  }
  const stop = () => {
    stopped.current = true
  }
  return { state, progress, error, start, stop }
}
