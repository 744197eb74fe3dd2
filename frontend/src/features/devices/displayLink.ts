/** The addresses of displays, and what can be chosen in them. */
import { LANGUAGE_NAMES } from '@/i18n/language'
import type { Phrase } from '@/i18n/t'

/** A message, or what is called the same in every language. */
export type Words = Phrase | { readonly name: string }

export const VIEWS = {
  total: 'One number for everybody',
  passes: 'The pass types',
  areas: 'The areas, and which are full',
} as const satisfies Record<string, Phrase>

export const THEMES = { dark: 'Dark', light: 'Light' } as const satisfies Record<string, Phrase>

export const SPEAKS = {
  browser: 'Language of the browser',
  en: { name: LANGUAGE_NAMES.en },
  'zh-Hant': { name: LANGUAGE_NAMES['zh-Hant'] },
} as const satisfies Record<string, Words>

interface DisplayLink {
  view: keyof typeof VIEWS
  theme: keyof typeof THEMES
  speaks: keyof typeof SPEAKS
  /** For a browser that is no paired display. */
  slug?: string
}

export function displayLink(
  { view, theme, speaks, slug }: DisplayLink,
  origin: string = window.location.origin,
): string {
  const event = slug === undefined ? {} : { event: slug }
  const lang = speaks === 'browser' ? {} : { lang: speaks }
  return `${origin}/k/?${new URLSearchParams({ ...event, view, theme, ...lang }).toString()}`
}
