/** The languages of the pages, and which one this page speaks. */

export const LANGUAGES = ['en', 'zh-Hant'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-Hant': '繁體中文' }

const STORAGE_KEY = 'headcount.language'
/** What dates and numbers are written by. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-Hant': 'zh-Hant-TW' }

/** The language that the address asks for (`?lang=`), else the one chosen on this device, else the browser's first. */
function preferredLanguage(): Language {
  const asked = new URLSearchParams(window.location.search).get('lang')
  const known = (asked === null ? null : ours(asked)) ?? chosenLanguage()
  return known ?? navigator.languages.map(ours).find((language) => language !== null) ?? 'en'
}

/** Those who read simplified characters read traditional ones rather than English. */
function ours(tag: string): Language | null {
  const [base] = tag.toLowerCase().split('-')
  if (base === 'zh') return 'zh-Hant'
  return base === 'en' ? 'en' : null
}

/** Null where the browser decides. */
export function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY)
    return LANGUAGES.find((language) => language === stored) ?? null
  } catch {
    return null // storage is blocked: the browser's language it is
  }
}

/** Takes effect at once: the page loads again. Null follows the browser. */
export function chooseLanguage(language: Language | null): void {
  try {
    if (language === null) localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, language)
  } catch {
    return // it could not be kept over the reload either
  }
  forgetAsked()
  window.location.reload()
}

/** What the address asks for would come before the choice. */
function forgetAsked(): void {
  const address = new URL(window.location.href)
  if (!address.searchParams.has('lang')) return
  address.searchParams.delete('lang')
  window.history.replaceState(window.history.state, '', address)
}

export const language = preferredLanguage()
export const locale = LOCALES[language]
