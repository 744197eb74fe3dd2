/** Which steps a person at this status may take, and who may take them there. */
import type { Role, Status, StatusChange } from '@/api/types'
import type { Phrase } from '@/i18n/t'

export interface Step {
  words: Phrase
  to: Status
  /** Steps that take something back say why. */
  asks: { title: Phrase; explanation: Phrase; suggestions: readonly Phrase[] } | null
  look: 'primary' | 'plain' | 'danger'
}

const CHECK_IN: Step = { words: 'Check in', to: 'checked_in', asks: null, look: 'primary' }
const CONFIRM: Step = { words: 'Confirm', to: 'confirmed', asks: null, look: 'plain' }
const UNCONFIRM: Step = { words: 'Set to registered', to: 'registered', asks: null, look: 'plain' }

const CANCEL: Step = {
  words: 'Cancel registration',
  to: 'cancelled',
  look: 'danger',
  asks: {
    title: 'Cancel this registration?',
    explanation: 'Its code will be refused at every gate. The history keeps every step.',
    suggestions: ['Asked to cancel', 'Refunded', 'Registered twice'],
  },
}

const REINSTATE: Step = {
  words: 'Reinstate',
  to: 'registered',
  look: 'primary',
  asks: {
    title: 'Reinstate this registration?',
    explanation: 'The person is expected again, and the code opens the gates again.',
    suggestions: ['Cancelled by mistake', 'Paid again'],
  },
}

const undo = (to: Status): Step => ({
  words: 'Undo check-in',
  to,
  look: 'plain',
  asks: {
    title: 'Undo this check-in?',
    explanation: 'The person is no longer inside. The check-in stays visible in the history.',
    suggestions: ['Scanned by mistake', 'Wrong person'],
  },
})

/** `history` newest first. While it is unknown, a check-in cannot be undone: it goes back to the status before it. */
export function stepsFor(status: Status, role: Role | null, history: readonly StatusChange[]): Step[] {
  const steps = allSteps(status, history)
  if (role === 'organiser') return steps
  return role === 'door'
    ? steps.filter((step) => step.to === 'checked_in' || (status === 'checked_in' && step !== CANCEL))
    : []
}

function allSteps(status: Status, history: readonly StatusChange[]): Step[] {
  switch (status) {
    case 'registered':
      return [CHECK_IN, CONFIRM, CANCEL]
    case 'confirmed':
      return [CHECK_IN, UNCONFIRM, CANCEL]
    case 'checked_in': {
      const before = statusBeforeCheckIn(history)
      return before === null ? [CANCEL] : [undo(before), CANCEL]
    }
    case 'cancelled':
      return [REINSTATE]
  }
}

export function statusBeforeCheckIn(history: readonly StatusChange[]): Status | null {
  const checkIn = history.find((change) => change.to === 'checked_in' && change.from !== 'checked_in')
  return checkIn?.from ?? null
}
