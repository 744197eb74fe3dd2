import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

/** The modules as a page loads them in a browser that speaks these. */
async function page(languages: string[]) {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages })
  const { loadCatalogue } = await import('./catalogue')
  await loadCatalogue(() => import('./zhLive'))
  return { ...(await import('./t')), ...(await import('./language')) }
}

test('a browser that prefers Chinese gets Chinese, whichever of its scripts it asks for', async () => {
  const { t, plural, locale } = await page(['fr-FR', 'zh-CN', 'en'])
  expect(t('Checked in')).toBe('已報到')
  expect(t('Door|role')).toBe('門口人員')
  expect(plural(2, '{count} s', '{count} min')).toBe('2 分鐘')
  expect(locale).toBe('zh-Hant-TW')
  expect(document.documentElement.lang).toBe('zh-Hant')
})

test('every other browser gets English, without the word that tells messages apart', async () => {
  const { t, plural } = await page(['fr-FR', 'en-US', 'zh-TW'])
  expect(t('Door|role')).toBe('Door')
  expect(t('{count} min', { count: 3 })).toBe('3 min')
  expect(plural(1, '{count} s', '{count} min')).toBe('1 s')
  expect(plural(1284, '{count} s', '{count} min')).toBe('1\u202f284 min')
})

test('what was chosen on the device comes before what the browser asks for', async () => {
  localStorage.setItem('headcount.language', 'zh-Hant')
  const { language } = await page(['en'])
  expect(language).toBe('zh-Hant')
  localStorage.setItem('headcount.language', 'tlh')
  expect((await page(['en'])).language).toBe('en')
})

test('an address may ask for a language: displays have nothing to choose it with', async () => {
  window.history.replaceState(null, '', '/k/?lang=zh-TW')
  expect((await page(['en'])).language).toBe('zh-Hant')
  window.history.replaceState(null, '', '/k/?lang=tlh')
  expect((await page(['en'])).language).toBe('en')
})

test('a choice takes the language out of the address, which would come before it', async () => {
  window.history.replaceState({ kept: 1 }, '', '/k/?lang=zh-TW&show=areas#top')
  const { chooseLanguage } = await page(['fr'])
  const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => undefined)
  chooseLanguage('en')
  expect(reload).toHaveBeenCalledOnce()
  expect(window.location.href).toMatch(/\/k\/\?show=areas#top$/)
  expect(window.history.state).toEqual({ kept: 1 })
  expect((await page(['zh-TW'])).language).toBe('en')
  reload.mockRestore()
})
