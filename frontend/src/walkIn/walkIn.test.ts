import { expect, test } from 'vitest'

import { walkInBody } from './registerWalkIn'
import { problemOf } from './useWalkIn'

const STAMP = { gate: 3, idempotency_key: 'key', scanned_at: '2025-11-20T09:00:00Z' }

test('an e-mail and a pass that were left empty are not sent', () => {
  const form = { name: ' Mara Lindqvist ', company: '', email: ' ', pass_type: null, note: '' }
  expect(walkInBody(form, STAMP)).toEqual({ name: 'Mara Lindqvist', company: '', note: '', ...STAMP })
})

test('everything else is, without the spaces around it', () => {
  const form = { name: 'Mara', company: 'Nordwind ', email: 'm@example.org', pass_type: 2, note: 'VIP' }
  expect(walkInBody(form, STAMP)).toEqual({ ...form, company: 'Nordwind', ...STAMP })
})

test('where no answer came, sending again is safe, and said to be', () => {
  expect(problemOf({ kind: 'network', detail: 'The server cannot be reached.' })).toContain('Send it again')
})
