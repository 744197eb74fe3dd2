/** The colour theme of the organiser pages: the system's, unless somebody chose one on this device. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORAGE_KEY = 'headcount.theme'

export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORAGE_KEY)
    return THEMES.find((theme) => theme === stored) ?? 'system'
  } catch {
    return 'system'
  }
}

/** What the system draws around a page: the ground of `base.css`. */
const BARS = { light: '#f4f6f8', dark: '#0e1216' }

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  tintBars(theme)
}

/** The pages name one colour for each of the system's schemes; a chosen theme is the same in both. */
function tintBars(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const ofSystem = meta.getAttribute('media')?.includes('light') ? 'light' : 'dark'
    meta.content = BARS[theme === 'system' ? ofSystem : theme]
  }
}

export function chooseTheme(theme: Theme): void {
  applyTheme(theme)
  try {
    localStorage.setItem(STORAGE_KEY, theme)
  } catch {
    // Storage is blocked: the choice holds until the page is closed.
  }
}
