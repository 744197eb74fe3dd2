import { t, type Phrase } from '@/i18n/t'
import { changeDoorSettings, useDoorSettings } from '@/settings/doorSettings'
import { LanguageSwitch } from '@/ui/LanguageSwitch'
import type { Theme } from '@/ui/theme'

import { Choice, SetupCard } from './SetupCard'

const THEMES: readonly { value: Theme; words: Phrase; hint?: Phrase }[] = [
  { value: 'dark', words: 'Dark' },
  { value: 'light', words: 'Light', hint: 'Easier to read in the sun.' },
  { value: 'system', words: 'As this device is set' },
]

export function LookCard() {
  const { theme } = useDoorSettings()
  return (
    <SetupCard title={t('Look')}>
      <LanguageSwitch />
      <Choice
        legend={t('Theme')}
        name="theme"
        value={theme}
        choices={THEMES}
        onChoose={(chosen) => changeDoorSettings({ theme: chosen })}
      />
    </SetupCard>
  )
}
