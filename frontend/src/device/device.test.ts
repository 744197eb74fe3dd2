import { expect, test } from 'vitest'

import type { Failure } from '@/http/result'

import { appVersion } from './appVersion'
import { offReason } from './ownDevice'

const problem = (status: number, code: string): Failure => ({
  kind: 'problem',
  problem: { title: 'No', status, code, detail: '' },
  retryAfterMs: null,
})

test('a device that was switched off is told from one that is not paired any more', () => {
  expect(offReason(problem(401, 'device_revoked'))).toBe('revoked')
  expect(offReason(problem(401, 'not_authenticated'))).toBe('unpaired')
  expect(offReason(problem(403, 'permission_denied'))).toBeNull()
  expect(offReason({ kind: 'network', detail: '' })).toBeNull()
})

test('the app version names the build', () => {
  expect(appVersion('http://x.example/assets/door-C9br3yLS.js')).toMatch(/^\d+\.\d+\.\d+ C9br3yLS$/)
  expect(appVersion('http://x.example/src/app/door/main.tsx')).toMatch(/^\d+\.\d+\.\d+$/)
})
