import { afterEach, expect, test } from 'vitest'

import { applyTheme } from './theme'

afterEach(() => {
  document.head.innerHTML = ''
  applyTheme('system')
})

function bars(): string[] {
  return [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].map(
    (meta) => meta.content,
  )
}

test('the bars around the page follow the system, or the theme that was chosen', () => {
  document.head.innerHTML = `
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#0e1216" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e1216" />`
  applyTheme('system')
  expect(bars()).toEqual(['#f4f6f8', '#0e1216'])
  applyTheme('dark')
  expect(bars()).toEqual(['#0e1216', '#0e1216'])
  applyTheme('light')
  expect(bars()).toEqual(['#f4f6f8', '#f4f6f8'])
})
