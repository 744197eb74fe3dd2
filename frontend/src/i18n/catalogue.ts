/** The translated messages of this page. English needs none: there a message is its own text. */
import { language } from './language'

export type Catalogue = Readonly<Record<string, string>>

let catalogue: Catalogue | null = null

export function translationOf(message: string): string | undefined {
  return catalogue?.[message]
}

/** Gets the translations, where this page needs any: to be called before anything is rendered. */
export async function loadCatalogue(load: () => Promise<{ default: Catalogue }>): Promise<void> {
  if (language === 'en') return
  try {
    speakBy((await load()).default)
  } catch {
    // Better in English than not at all.
  }
}

export function speakBy(translations: Catalogue): void {
  if (language === 'en') return
  catalogue = translations
  document.documentElement.lang = language
}
