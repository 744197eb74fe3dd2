import { afterEach, expect, test, vi } from 'vitest'

import { RequestError } from '@/http/result'

import { failureWords, reasonWords } from './reasons'

afterEach(() => {
  localStorage.clear()
  vi.resetModules()
})

test.each([
  'There is no name and no e-mail address.',
  '“ada@” is not an e-mail address. (column “Mail (work)”)',
  'The code “A{1}” is in line 12 already.',
  '“maybe” is no status known here; use one of Paid, Pending.',
  'A sentence that nobody here knows.',
])('in English the server’s own sentence stays as it is: %s', (reason) => {
  expect(reasonWords(reason)).toBe(reason)
})

test('a failure tells all that is wrong with its fields, else its detail', () => {
  const problem = { title: 'Bad', status: 400, code: 'invalid', detail: 'file: The file is empty.' }
  const of = (errors?: Record<string, string[]>) =>
    new RequestError({
      kind: 'problem',
      problem: { ...problem, ...(errors ? { errors } : {}) },
      retryAfterMs: null,
    })
  expect(failureWords(of({ file: ['The file is empty.'], mapping: ['No.'] }))).toBe('The file is empty. No.')
  expect(failureWords(of())).toBe('file: The file is empty.')
  expect(failureWords(new Error('x'))).toBe('Something unexpected happened.')
})

test.each([
  ['This is a PDF. Save the list as .xlsx or CSV.', 'PDF 檔'],
  ['This is a picture. Save the list as .xlsx or CSV.', '圖片檔'],
  ['This is an old .xls workbook, or one with a password. Save the list as .xlsx or CSV.', '活頁簿'],
  ['This is a compressed file. Save the list as .xlsx or CSV.', '壓縮檔'],
  ['Several columns are said to be “order_ref”: choose one.', '「訂單」'],
  ['Several columns are said to be “registered_at”: choose one.', '「報名時間」'],
])('in Chinese the server’s own words are translated too: %s', async (reason, words) => {
  localStorage.setItem('headcount.language', 'zh-Hant')
  vi.resetModules()
  const { loadCatalogue } = await import('@/i18n/catalogue')
  await loadCatalogue(() => import('@/i18n/zhLive'))
  const said = (await import('./reasons')).reasonWords(reason)
  expect(said).toContain(words)
  expect(said.replace(/PDF|\.xlsx?|CSV/g, '')).not.toMatch(/[a-z]/i)
})

test('fields are called as everywhere on the page', () => {
  const reason = 'Several columns are said to be “email”: choose one.'
  expect(reasonWords(reason)).toBe('Several columns are said to be “E-mail address”: choose one.')
})
