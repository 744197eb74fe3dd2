import { expect, test } from 'vitest'

import { localVerdict, deskScan } from '@/testing/scans'
import { scanAnswer } from '@/testing/samples'

import { canUndo, groupsOf } from './groups'

test('each scan is listed where it belongs, newest first', () => {
  const scans = [
    deskScan('a', { state: 'waiting' }),
    deskScan('b', { state: 'failed' }),
    deskScan('c', { state: 'undecided' }),
    deskScan('d', { state: 'signed_out' }),
    deskScan('e', { answer: scanAnswer() }),
    deskScan('f', { answer: scanAnswer(), undo: 'waiting' }),
    deskScan('g', { answer: scanAnswer(), undo: 'done' }),
  ]
  const { failed, undecided, waiting, done } = groupsOf(scans)
  const keys = [failed, undecided, waiting, done].map((group) => group.map(({ key }) => key).join(''))
  expect(keys).toEqual(['b', 'c', 'adf', 'eg'])
})

test('a first admission can be taken back, sent or not', () => {
  expect(canUndo(deskScan('a', { answer: scanAnswer() }))).toBe(true)
  expect(canUndo(deskScan('a', { state: 'waiting', local: localVerdict() }))).toBe(true)
})

test.each([
  ['a refusal', { answer: scanAnswer({ outcome: 'refused', reason: 'cancelled' }) }],
  ['an exit', { answer: scanAnswer({ outcome: 'exited' }) }],
  [
    'a return',
    { answer: scanAnswer({ previous: { at: '', gate: '', by: '', seconds_ago: 1, same_device: false } }) },
  ],
  ['one that was taken back', { answer: scanAnswer(), undo: 'done' }],
  ['one that the server would not take back', { answer: scanAnswer(), undo: 'refused' }],
  ['one that was not taken', { state: 'failed', local: localVerdict() }],
  ['what nobody has decided', { state: 'undecided' }],
] as const)('%s cannot', (_what, part) => {
  expect(canUndo(deskScan('a', part))).toBe(false)
})

test('what the server contradicted cannot: the server let nobody in', () => {
  const answer = scanAnswer({ outcome: 'refused', reason: 'already_inside' })
  expect(canUndo(deskScan('a', { local: localVerdict(), answer }))).toBe(false)
})
