import './walkIn.css'

import { type SubmitEvent, useState } from 'react'

import type { WalkedIn } from '@/api/types'
import { useDoor } from '@/door/context'
import type { DoorState } from '@/door/types'
import { REASON_WORDS } from '@/format/words'
import { t } from '@/i18n/t'
import { DialogActions } from '@/ui/DialogActions'
import { Icon } from '@/ui/Icon'
import { Modal } from '@/ui/Modal'

import type { WalkInForm } from './registerWalkIn'
import { TextField } from './TextField'
import { useWalkIn } from './useWalkIn'

export interface WalkInDialogProps {
  /** What is known of the name already. */
  name: string
  onClose: () => void
  /** Called after somebody was registered and the answer was read. */
  onDone: () => void
}

/** Registers somebody who is not on the list, and lets them in. The list is the server's, so it has to answer. */
export default function WalkInDialog({ name, onClose, onDone }: WalkInDialogProps) {
  const { state, desk } = useDoor()
  const { answer, busy, problem, submit } = useWalkIn(desk, state.gate ?? 0)
  const close = answer === null ? onClose : onDone
  return (
    <Modal title={answer === null ? t('Register at the door') : t('Registered')} onClose={close}>
      {answer === null ? (
        <Form name={name} state={state} busy={busy} problem={problem} onSubmit={submit} onClose={onClose} />
      ) : (
        <Registered answer={answer} onDone={onDone} />
      )}
    </Modal>
  )
}

interface FormProps {
  name: string
  state: DoorState
  busy: boolean
  problem: string | null
  onSubmit: (form: WalkInForm) => void
  onClose: () => void
}

function Form({ name, state, busy, problem, onSubmit, onClose }: FormProps) {
  const [form, setForm] = useState<WalkInForm>({ name, company: '', email: '', pass_type: null, note: '' })
  const change = (part: Partial<WalkInForm>) => setForm((before) => ({ ...before, ...part }))
  const hindrance = hindranceOf(state)

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (hindrance === null) onSubmit(form)
  }

  return (
    <form className="walk-in" onSubmit={send}>
      <p role="alert" className="walk-in-problem">
        {hindrance ?? problem}
      </p>
      <TextField
        label={t('Name')}
        value={form.name}
        max={200}
        required
        onChange={(text) => change({ name: text })}
      />
      <TextField
        label={t('Company')}
        value={form.company}
        max={200}
        onChange={(text) => change({ company: text })}
      />
      <TextField
        label={t('E-mail, if wanted')}
        type="email"
        value={form.email}
        max={254}
        onChange={(text) => change({ email: text })}
      />
      {state.passTypes.length > 1 && (
        <label className="field">
          <span>{t('Pass')}</span>
          <select
            value={form.pass_type ?? ''}
            onChange={({ target }) => change({ pass_type: Number(target.value) || null })}
            required
          >
            <option value="">{t('Choose a pass')}</option>
            {state.passTypes.map((pass) => (
              <option key={pass.id} value={pass.id}>
                {pass.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <TextField label={t('Note')} value={form.note} max={500} onChange={(text) => change({ note: text })} />
      <DialogActions
        action={busy ? t('Registering…') : t('Register and let in')}
        busy={busy || hindrance !== null}
        onClose={onClose}
      />
    </form>
  )
}

function hindranceOf({ isOnline, isSignedOut, gate }: DoorState): string | null {
  if (gate === null) return t('Choose your gate first: every check-in belongs to one.')
  if (isSignedOut) return t('Sign in first: the server does not know who registers here.')
  if (!isOnline) {
    return t(
      'Registering needs the server, and it cannot be reached now. Write the name down, or try again soon.',
    )
  }
  return null
}

function Registered({ answer: { registrant, scan }, onDone }: { answer: WalkedIn; onDone: () => void }) {
  const isIn = scan.outcome === 'admitted'
  const reason = scan.reason === null ? t('see the organiser') : t(REASON_WORDS[scan.reason]).toLowerCase()
  return (
    <>
      <p role="status" className={isIn ? 'walk-in-result walk-in-in' : 'walk-in-result walk-in-refused'}>
        <Icon name={isIn ? 'check' : 'cross'} size={32} />
        <span>
          <strong>{registrant.name}</strong>
          {isIn
            ? t('Checked in · {pass}', { pass: registrant.pass_type.name })
            : t('On the list, but not let in: {reason}', { reason })}
        </span>
      </p>
      <div className="dialog-actions">
        <button type="button" className="button button-primary" onClick={onDone}>
          {t('Done')}
        </button>
      </div>
    </>
  )
}
