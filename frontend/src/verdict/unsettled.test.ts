/** What is shown while the server has not spoken, and where it then comes to another end. */
import { describe, expect, test } from 'vitest'

import { localVerdict } from '@/testing/scans'
import { answered, decided, deskScan, OFFLINE, ONLINE, person, previous, REASONS } from '@/testing/verdicts'

import { spoken } from './spoken'
import { verdictOf } from './verdict'

describe('without the server', () => {
  test('an admission says that it is saved here', () => {
    const verdict = verdictOf(decided({}, { state: 'waiting' }), OFFLINE)
    expect(verdict).toMatchObject({
      kind: 'admitted_offline',
      band: 'Saved on this phone, will sync',
      staysMs: 2500,
    })
  })

  test('a note does not hide that', () => {
    const scan = decided({}, { state: 'waiting', person: person({ note: 'VIP' }) })
    expect(verdictOf(scan, OFFLINE)).toMatchObject({
      kind: 'admitted_note',
      band: 'Saved on this phone, will sync',
    })
  })

  test('a refusal says by which list', () => {
    const rosterAt = Date.parse('2025-11-20T08:12:00Z')
    const verdict = verdictOf(decided({ outcome: 'refused', reason: 'cancelled', rosterAt }), OFFLINE)
    expect(verdict).toMatchObject({ kind: 'refused', band: 'By the list of 09:12, without the server' })
  })

  test('an unknown code is for a person to decide, and stays', () => {
    const rosterAt = Date.parse('2025-11-20T08:12:00Z')
    const scan = decided(
      { outcome: 'refused', reason: 'unknown_code', rosterAt },
      { state: 'undecided', person: null },
    )
    expect(verdictOf(scan, OFFLINE)).toMatchObject({
      kind: 'unknown_offline',
      headline: 'Not in the list of 09:12',
      name: 'ABC123',
      holds: true,
      staysMs: null,
    })
  })

  test('a list that was not there yet is not blamed', () => {
    const nothing = { outcome: 'refused', reason: 'unknown_code', rosterAt: null } as const
    const open = decided(nothing, { state: 'undecided', person: null })
    expect(verdictOf(open, OFFLINE).headline).toBe('Scanned without a list')
    const held = decided(nothing, { state: 'waiting', person: null })
    expect(verdictOf(held, OFFLINE).band).toBe('Without a list, and without the server')
  })

  test('what the device could not store is not called saved', () => {
    const verdict = verdictOf(decided({}, { state: 'waiting', storageFailed: true }), OFFLINE)
    expect(verdict.band).toContain('keep this page open')
  })

  test('strict doors that had no answer in time say so', () => {
    expect(verdictOf(decided(), { ...ONLINE, isStrict: true }).kind).toBe('admitted_offline')
  })

  test('signed out, the verdict stands and the scan is kept', () => {
    const verdict = verdictOf(decided({}, { state: 'signed_out' }), ONLINE)
    expect(verdict).toMatchObject({
      headline: 'Checked in',
      band: 'Signed out: saved on this phone, sign in to send it',
    })
  })
})

describe('where the server comes to another end', () => {
  test.each(REASONS)('%s after an admission says so, in the colour of a %s', (reason, _kind, fill) => {
    const scan = answered({ outcome: 'refused', reason }, { local: localVerdict() })
    const verdict = verdictOf(scan, ONLINE)
    expect(verdict).toMatchObject({
      kind: 'contradicted',
      fill,
      holds: true,
      staysMs: null,
      isSaved: false,
    })
    expect(verdict.headline).toMatch(/^Was let in, but /)
  })

  test('a refusal that was none is good news', () => {
    const scan = answered({}, { local: localVerdict({ outcome: 'refused', reason: 'cancelled' }) })
    expect(verdictOf(scan, ONLINE)).toMatchObject({
      kind: 'contradicted',
      fill: 'teal',
      headline: 'Was refused, but may enter',
    })
  })

  test('another reason for the same end is no contradiction', () => {
    const local = localVerdict({ outcome: 'refused', reason: 'already_used' })
    const scan = answered({ outcome: 'refused', reason: 'already_inside', previous }, { local })
    expect(verdictOf(scan, ONLINE)).toMatchObject({ kind: 'duplicate', headline: 'Already in' })
  })
})

test('a check-in that was taken back says so, and so does one that could not be', () => {
  expect(verdictOf(answered({}, { undo: 'waiting' }), ONLINE)).toMatchObject({ kind: 'undone' })
  expect(verdictOf(answered({}, { undo: 'refused' }), ONLINE)).toMatchObject({
    kind: 'technical',
    headline: 'Not taken back',
  })
})

test('while the answer is awaited the card says so, and only a delay is spoken', () => {
  const scan = deskScan({ state: 'sending', tries: 1 })
  expect(verdictOf(scan, ONLINE)).toMatchObject({ kind: 'waiting', headline: 'Checking' })
  expect(spoken(verdictOf(scan, ONLINE))).toBe('')
  const late = verdictOf(deskScan({ state: 'waiting', tries: 1 }), ONLINE)
  expect(late).toMatchObject({ kind: 'waiting', headline: 'No answer yet', staysMs: null })
  expect(spoken(late)).toContain('kept')
})

test('what the server would not take is a technical verdict, with its reason', () => {
  const failure = { kind: 'network', detail: 'Too long.' } as const
  expect(verdictOf(deskScan({ state: 'failed', failure }), ONLINE)).toMatchObject({
    kind: 'technical',
    lines: ['Too long.'],
  })
})
