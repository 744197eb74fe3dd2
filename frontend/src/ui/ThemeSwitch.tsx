import { t, type Phrase } from '@/i18n/t'
import { useState } from 'react'

import { Icon, type IconName } from './Icon'
import { chooseTheme, storedTheme, type Theme, THEMES } from './theme'

const LOOKS: Record<Theme, { icon: IconName; words: Phrase }> = {
  system: { icon: 'contrast', words: 'Theme: system' },
  light: { icon: 'sun', words: 'Theme: light' },
  dark: { icon: 'moon', words: 'Theme: dark' },
}

/** One button that goes round: system, light, dark. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme)
  const { icon, words } = LOOKS[theme]
  const change = () => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
    chooseTheme(next)
    setTheme(next)
  }
  return (
    <button type="button" className="button button-quiet button-icon" onClick={change} title={t(words)}>
      <Icon name={icon} />
      <span className="visually-hidden">{t(words)}</span>
    </button>
  )
}
