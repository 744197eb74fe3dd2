import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'

import type { Import, ImportPreview } from '@/api/types'
import type { Result } from '@/http/result'

import { type Asked, requestPreview, startImport } from './sendList'
import { useList } from './useList'
import { useStart } from './useStart'

vi.mock('./sendList', () => ({ requestPreview: vi.fn(), startImport: vi.fn() }))

const file = (name: string) => new File(['Wer,Wo\nAda,Berlin\n'], name)
const columns = ['name', null].map((field, position) => ({ position, heading: '', field, samples: [] }))
const preview = { columns, fields: [], total: 1, problem: '', rows: [], errors: [] } as ImportPreview

let sent: { asked: Asked; dryRun: boolean }[] = []
let answer: (dryRun: boolean) => Promise<Result<Import>>

beforeEach(() => {
  sent = []
  answer = (dryRun) => Promise.resolve({ ok: true, value: { id: sent.length, dry_run: dryRun } as Import })
  vi.mocked(requestPreview).mockResolvedValue({ ok: true, value: preview })
  vi.mocked(startImport).mockImplementation((_slug, asked, dryRun) => {
    sent.push({ asked, dryRun })
    return answer(dryRun)
  })
})

function open() {
  const client = new QueryClient({ defaultOptions: { mutations: { retry: false } } })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const useImport = () => {
    const list = useList('expo')
    return { list, start: useStart('expo', list) }
  }
  return renderHook(useImport, { wrapper }).result
}

type Page = ReturnType<typeof open>

async function choose(page: Page, name: string): Promise<void> {
  act(() => page.current.list.choose(file(name)))
  await waitFor(() => expect(page.current.list.preview).toBe(preview))
}

async function start(page: Page, dryRun: boolean): Promise<void> {
  const before = sent.length
  act(() => page.current.start.run({ dryRun }))
  await waitFor(() => expect(sent.length).toBe(before + 1))
  await waitFor(() => expect(page.current.start.isPending).toBe(false))
}

async function tried(): Promise<Page> {
  const page = open()
  await choose(page, 'one.csv')
  act(() => page.current.list.map(1, 'company'))
  await start(page, true)
  return page
}

test('what is imported after a trial is what was tried', async () => {
  const page = await tried()
  expect([0, 1, 2].map(page.current.start.hasTried)).toEqual([false, true, false])
  await start(page, false)
  expect(sent.map(({ dryRun }) => dryRun)).toEqual([true, false])
  expect(sent[1]?.asked.file).toBe(sent[0]?.asked.file)
  expect(sent[1]?.asked.mapping).toEqual({ 1: 'company' })
})

test('after another trial, an earlier one is no trial of this list', async () => {
  const page = await tried()
  await start(page, true)
  expect([1, 2].map(page.current.start.hasTried)).toEqual([false, true])
})

test('columns that changed since have not been tried', async () => {
  const page = await tried()
  act(() => page.current.list.map(1, 'note'))
  expect(page.current.start.hasTried(1)).toBe(false)
})

test('another file has not been tried, were it of the same name', async () => {
  const page = await tried()
  await choose(page, 'one.csv')
  expect(page.current.start.hasTried(1)).toBe(false)
  act(() => page.current.list.forget())
  expect(page.current.start.hasTried(1)).toBe(false)
})

test('a trial that could not be started leaves nothing to import', async () => {
  answer = () => Promise.resolve({ ok: false, failure: { kind: 'network', detail: 'Gone.' } })
  const page = await tried()
  expect(page.current.start.error).not.toBeNull()
  expect(page.current.start.hasTried(1)).toBe(false)
})

test('why a list was not taken is not said of the next one', async () => {
  answer = () => Promise.resolve({ ok: false, failure: { kind: 'network', detail: 'Gone.' } })
  const page = await tried()
  expect(page.current.start.error).not.toBeNull()
  await choose(page, 'two.csv')
  expect(page.current.start.error).toBeNull()
  await start(page, true)
  expect(page.current.start.error).not.toBeNull()
  act(() => page.current.list.forget())
  expect(page.current.start.error).toBeNull()
})
