import './languageSwitch.css'

import { chooseLanguage, chosenLanguage, LANGUAGE_NAMES, LANGUAGES } from '@/i18n/language'
import { t } from '@/i18n/t'

import { Icon } from './Icon'

/** The language of the pages on this device. A choice loads the page again. */
export function LanguageSwitch() {
  const chosen = chosenLanguage()
  const choose = (value: string) => chooseLanguage(LANGUAGES.find((language) => language === value) ?? null)
  return (
    <label className="language-switch" title={t('Language')}>
      <Icon name="globe" />
      <span className="visually-hidden">{t('Language')}</span>
      <select className="input" value={chosen ?? ''} onChange={({ target }) => choose(target.value)}>
        <option value="">{t('Language of the browser')}</option>
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </select>
    </label>
  )
}
