import 'fake-indexeddb/auto'

import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { Database } from '@/door/database'
import type { QueueItem } from '@/door/items'

import { SwitchedOff } from './SwitchedOff'

const KEY = '00000000-0000-4000-8000-000000000001'
const scan = {
  ...{ kind: 'scan', key: KEY, slug: 'expo', who: 'device:5', version: 1, state: 'waiting', failure: null },
  ...{ code: 'C1', registrant: null, gate: 1, area: 1, direction: 'entry', override: null, answer: null },
  ...{ scannedAt: '2025-11-20T09:00:00Z', person: null, predicted: null, shown: false, attempted: true },
  answeredAt: null,
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})
afterEach(() => vi.unstubAllGlobals())

async function hold(...items: object[]): Promise<void> {
  const database = new Database()
  for (const item of items) await database.use((connection) => connection.add('queue', item as QueueItem))
  database.close()
}

async function held(): Promise<string[]> {
  const database = new Database()
  const items = await database.use((connection) => connection.getAll('queue'))
  database.close()
  return items.map(({ key }) => key)
}

function answer(quarantined: number): Response {
  const body = { title: 'No', status: 401, code: 'device_revoked', detail: 'No.', quarantined }
  return new Response(JSON.stringify(body), {
    status: 401,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}

test('after a reload it hands over what is stored, and leaves nothing of it here', async () => {
  await hold(scan, { ...scan, key: 'old', state: 'answered' })
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'POST') sent.push(await request.json())
    return answer(1)
  })
  render(<SwitchedOff slug="expo" reason="revoked" scans={[]} />)
  await screen.findByText(/It is kept: the organiser decides/)
  expect(sent).toMatchObject([{ scans: [{ code: 'C1', idempotency_key: KEY }] }])
  await waitFor(async () => expect(await held()).toEqual([]))
})

test('what is not kept stays, for the next try', async () => {
  await hold(scan)
  vi.stubGlobal('fetch', () => Promise.resolve(answer(0)))
  render(<SwitchedOff slug="expo" reason="revoked" scans={[]} />)
  await screen.findByText(/could not be handed over/)
  expect(await held()).toEqual([KEY])
})

test('undos and undecided scans are listed, and stay until somebody has noted them', async () => {
  await hold(
    { ...scan, state: 'undecided' },
    { ...scan, kind: 'undo', key: 'undo', undoes: 'x', registrant: 7, reason: '' },
  )
  vi.stubGlobal('fetch', () => Promise.resolve(answer(0)))
  render(<SwitchedOff slug="expo" reason="revoked" scans={[]} />)
  await screen.findByText('C1: unknown code, nobody decided')
  screen.getByText('Person 7: check-in to be taken back')
  expect(await held()).toHaveLength(2)
  await userEvent.click(screen.getByRole('button', { name: 'The organiser has noted them' }))
  await waitFor(async () => expect(await held()).toEqual([]))
})
