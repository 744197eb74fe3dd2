import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Event, Registrant } from '@/api/types'
import { t } from '@/i18n/t'
import { useRole } from '@/session/me'
import { FormFailure } from '@/ui/FormFailure'
import { ReasonDialog } from '@/ui/ReasonDialog'

import { useChangeStatus } from './changeStatus'
import { historyQuery } from './historyQuery'
import { type Step, stepsFor } from './steps'

const LOOKS: Record<Step['look'], string> = {
  primary: 'button button-primary',
  plain: 'button',
  danger: 'button button-danger',
}

/** The steps that this person may take now. Those that take something back ask for a reason first. */
export function StatusSteps({ event, person }: { event: Event; person: Registrant }) {
  const history = useQuery(historyQuery(event.slug, person.id)).data ?? []
  const role = useRole(event.slug)
  const change = useChangeStatus(event.slug, person.id)
  const [asking, setAsking] = useState<Step | null>(null)

  const take = (step: Step, reason: string) => {
    setAsking(null)
    change.mutate({ status: step.to, reason })
  }

  return (
    <div className="person-steps">
      {stepsFor(person.status, role, history).map((step) => (
        <button
          key={step.words}
          type="button"
          className={LOOKS[step.look]}
          disabled={change.isPending}
          onClick={() => (step.asks === null ? take(step, '') : setAsking(step))}
        >
          {t(step.words)}
        </button>
      ))}
      <FormFailure error={change.error} />
      {asking?.asks && (
        <ReasonDialog
          title={t(asking.asks.title)}
          explanation={t(asking.asks.explanation)}
          suggestions={asking.asks.suggestions.map((suggestion) => t(suggestion))}
          action={t(asking.words)}
          danger={asking.look === 'danger'}
          onConfirm={(reason) => take(asking, reason)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}
