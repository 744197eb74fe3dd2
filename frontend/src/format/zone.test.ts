import { expect, test } from 'vitest'

import { formatClock } from './time'
import { knownZone } from './zone'

test('a zone that the browser does not know is shown as UTC, and breaks no page', () => {
  expect(knownZone('Europe/Berlin')).toBe('Europe/Berlin')
  expect(knownZone('posixrules')).toBe('UTC')
  expect(formatClock('2025-11-20T09:12:00Z', 'Moon/Base')).toBe('09:12')
})
