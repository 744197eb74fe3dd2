/**
 * Who may pass: `checkin/rules.py`, word for word. Both are tested against `tests/vectors/decide.json`, which holds
 * every possible world.
 */
import type { RefusalReason } from '@/api/types'

import type { Decision, Facts } from './types'

const OVERRIDABLE: ReadonlySet<RefusalReason> = new Set<RefusalReason>([
  'not_confirmed',
  'wrong_pass',
  'already_inside',
  'already_used',
  'area_full',
  'event_closed',
])

/** Decides one scan. Every combination of facts has exactly one answer; nothing is thrown. */
export function decide(facts: Facts): Decision {
  const reasons = [...reasonsToRefuse(facts)]
  const [first] = reasons
  if (first === undefined) {
    const outcome = facts.direction === 'entry' ? 'admitted' : 'exited'
    return { outcome, reason: null, overridable: false, overridden: false }
  }
  const overridable = reasons.every((reason) => OVERRIDABLE.has(reason))
  if (facts.override && overridable) {
    return { outcome: 'admitted', reason: null, overridable: false, overridden: true }
  }
  // with an override, what it could not lift is the more helpful reason
  const stubborn = facts.override ? reasons.find((reason) => !OVERRIDABLE.has(reason)) : undefined
  return { outcome: 'refused', reason: stubborn ?? first, overridable, overridden: false }
}

/** Every reason to refuse, the most helpful first. */
function* reasonsToRefuse(facts: Facts): Generator<RefusalReason> {
  if (facts.status === null) {
    yield 'unknown_code'
    return
  }
  const entry = facts.direction === 'entry'
  if (facts.status === 'cancelled') yield 'cancelled'
  if (entry && facts.requires_confirmation && facts.status === 'registered') yield 'not_confirmed'
  if (facts.retired) yield 'retired_code'
  if (!entry) {
    // leaving is always possible for whoever is inside
    if (!facts.inside) yield 'not_inside'
    return
  }
  if (!facts.opens) yield 'wrong_pass'
  if (facts.inside) yield 'already_inside'
  else if (facts.entered_before && !facts.reentry) yield 'already_used'
  if (facts.full && !facts.inside) yield 'area_full' // who is inside takes no further place
  if (facts.closed) yield 'event_closed'
}
