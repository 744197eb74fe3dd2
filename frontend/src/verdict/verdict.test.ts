/** What the server has answered, as the door shows it. */
import { describe, expect, test } from 'vitest'

import type { RefusalReason } from '@/api/types'
import { feedbackFor } from '@/feedback/feedback'
import { scanAnswer } from '@/testing/samples'
import { answered, decided, ONLINE, person, previous, REASONS } from '@/testing/verdicts'

import { LOOKS } from './looks'
import { spoken } from './spoken'
import { verdictOf } from './verdict'

const localPrevious = {
  at: '2025-11-20T09:12:00Z',
  gate: 'Main entrance',
  by: 'Ada',
  secondsAgo: 240,
  sameDevice: false,
}

test('an admission shows name, pass and company, and passes by itself', () => {
  expect(verdictOf(answered(), ONLINE)).toEqual({
    kind: 'admitted',
    fill: 'teal',
    icon: 'check',
    headline: 'Checked in',
    name: 'Mara Lindqvist',
    lines: ['Speaker · Nordwind'],
    note: null,
    band: null,
    previous: null,
    isSaved: true,
    staysMs: 2500,
    holds: false,
  })
})

test('an admission that the device decided is the same, but not saved yet', () => {
  expect(verdictOf(decided(), ONLINE)).toEqual({ ...verdictOf(answered(), ONLINE), isSaved: false })
})

test('an admission is spoken as one line', () => {
  expect(spoken(verdictOf(answered(), ONLINE))).toBe('Checked in. Mara Lindqvist. Speaker, Nordwind.')
})

describe('a note on the person', () => {
  test('stays on the card until somebody has read it, and is spoken', () => {
    const verdict = verdictOf(decided({}, { person: person({ note: 'Check the ID.' }) }), ONLINE)
    expect(verdict).toMatchObject({ kind: 'admitted_note', note: 'Check the ID.', staysMs: null })
    expect(spoken(verdict)).toContain('Check the ID.')
  })

  test('may be no more than a mark', () => {
    const verdict = verdictOf(decided({}, { person: person({ attention: true }) }), ONLINE)
    expect(verdict).toMatchObject({ kind: 'admitted_note', note: 'Needs attention' })
  })

  test('is shown with a refusal too', () => {
    const refusal = { outcome: 'refused', reason: 'cancelled' } as const
    const verdict = verdictOf(decided(refusal, { person: person({ note: 'Call Olga.' }) }), ONLINE)
    expect(verdict).toMatchObject({ kind: 'refused', note: 'Call Olga.' })
  })

  test('is shown when the server comes to another end, but not to somebody who leaves', () => {
    const ends = [
      ['refused', 'admitted', 'Call Olga.'],
      ['admitted', 'refused', 'Call Olga.'],
      ['refused', 'exited', null],
    ] as const
    for (const [local, outcome, note] of ends) {
      const answer = scanAnswer({ outcome, reason: outcome === 'refused' ? 'cancelled' : null })
      const scan = decided({ outcome: local }, { answer, person: person({ note: 'Call Olga.' }) })
      expect(verdictOf(scan, ONLINE)).toMatchObject({ kind: 'contradicted', note })
    }
  })
})

test('a duplicate says when, where, how long ago and by whom, and stays', () => {
  const refusal = { outcome: 'refused', reason: 'already_inside' } as const
  for (const scan of [answered({ ...refusal, previous }), decided({ ...refusal, previous: localPrevious })]) {
    const verdict = verdictOf(scan, ONLINE)
    expect(verdict).toMatchObject({ kind: 'duplicate', headline: 'Already in', staysMs: null })
    expect(verdict.previous).toBe('10:12 · Main entrance · 4 min ago · by Ada')
  }
})

describe('the same code moments later', () => {
  const slip = { ...previous, seconds_ago: 3, same_device: true }

  test('at the same device is a slip, not a second guest', () => {
    const verdict = verdictOf(
      answered({ outcome: 'refused', reason: 'already_inside', previous: slip }),
      ONLINE,
    )
    expect(verdict).toMatchObject({ kind: 'repeat', headline: 'You just scanned this', staysMs: 1000 })
  })

  test('at another device is a duplicate', () => {
    const elsewhere = { ...slip, same_device: false }
    expect(
      verdictOf(answered({ outcome: 'refused', reason: 'already_inside', previous: elsewhere }), ONLINE).kind,
    ).toBe('duplicate')
  })

  test('after ten seconds is a duplicate', () => {
    const later = { ...slip, seconds_ago: 10 }
    expect(
      verdictOf(answered({ outcome: 'refused', reason: 'already_inside', previous: later }), ONLINE).kind,
    ).toBe('duplicate')
  })

  test('of a cancelled pass is still a refusal', () => {
    expect(
      verdictOf(answered({ outcome: 'refused', reason: 'cancelled', previous: slip }), ONLINE).kind,
    ).toBe('refused')
  })
})

test.each(REASONS)('%s shows as %s and stays until dismissed', (reason, kind) => {
  expect(verdictOf(answered({ outcome: 'refused', reason }), ONLINE)).toMatchObject({ kind, staysMs: null })
})

test('an unknown code is shown as it was read', () => {
  const verdict = verdictOf(
    answered({ outcome: 'refused', reason: 'unknown_code', registrant: null }),
    ONLINE,
  )
  expect(verdict.name).toBe('ABC123')
})

test('a reason that this build does not know is shown in the words of the server', () => {
  const reason = 'wrong_day' as RefusalReason
  const verdict = verdictOf(answered({ outcome: 'refused', reason, message: 'Valid tomorrow.' }), ONLINE)
  expect(verdict).toMatchObject({ kind: 'refused', headline: 'Refused' })
  expect(verdict.lines).toContain('Valid tomorrow.')
})

test('an exit, a return and an override are told apart', () => {
  expect(verdictOf(answered({ outcome: 'exited', direction: 'exit' }), ONLINE)).toMatchObject({
    kind: 'exited',
  })
  expect(verdictOf(answered({ previous }), ONLINE).headline).toBe('Back inside')
  expect(verdictOf(answered({ overridden: true, previous }), ONLINE).headline).toBe('Let in by override')
})

test('refusals and duplicates never go by themselves, and only what wants a person holds the card', () => {
  for (const kind of ['duplicate', 'refused', 'unknown', 'unknown_offline', 'contradicted'] as const) {
    expect(LOOKS[kind].staysMs).toBeNull()
  }
  const holding = Object.entries(LOOKS).filter(([, look]) => look.holds)
  expect(holding.map(([kind]) => kind)).toEqual(['unknown_offline', 'contradicted'])
})

test('no two verdicts that send people different ways look or sound alike', () => {
  const kinds = ['admitted', 'admitted_note', 'duplicate', 'refused', 'unknown_offline'] as const
  expect(new Set(kinds.map((kind) => `${LOOKS[kind].fill} ${LOOKS[kind].icon}`)).size).toBe(4)
  expect(feedbackFor('admitted')).not.toEqual(feedbackFor('admitted_note'))
  expect(feedbackFor('admitted')).not.toEqual(feedbackFor('duplicate'))
  expect(feedbackFor('duplicate')).not.toEqual(feedbackFor('refused'))
})
