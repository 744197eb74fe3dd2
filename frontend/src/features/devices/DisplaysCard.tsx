import { t } from '@/i18n/t'
import { useState } from 'react'

import { CopyField } from '@/ui/CopyField'

import { displayLink, SPEAKS, THEMES, VIEWS, type Words } from './displayLink'

/** What the displays may show. The device says which event it is; a signed-in user's browser needs it in the address. */
export function DisplaysCard({ slug }: { slug: string }) {
  const [view, setView] = useState<keyof typeof VIEWS>('total')
  const [theme, setTheme] = useState<keyof typeof THEMES>('dark')
  const [speaks, setSpeaks] = useState<keyof typeof SPEAKS>('browser')
  return (
    <section className="card displays" aria-labelledby="displays-title">
      <h2 id="displays-title">{t('What displays show')}</h2>
      <p className="muted">
        {t('Open this address on a display that is paired. It needs nobody from then on.')}
      </p>
      <div className="displays-choices">
        <Choice label={t('Shows')} words={VIEWS} chosen={view} onChoose={setView} />
        <Choice label={t('Colours')} words={THEMES} chosen={theme} onChoose={setTheme} />
        <Choice label={t('Language')} words={SPEAKS} chosen={speaks} onChoose={setSpeaks} />
        <a
          className="button"
          href={displayLink({ view, theme, speaks, slug })}
          target="_blank"
          rel="noreferrer"
        >
          {t('Look at it here')}
        </a>
      </div>
      <CopyField label={t('Address for displays')} value={displayLink({ view, theme, speaks })} />
    </section>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  words: Record<T, Words>
  chosen: T
  onChoose: (one: T) => void
}

function Choice<T extends string>({ label, words, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={chosen} onChange={({ target }) => onChoose(target.value as T)}>
        {Object.entries<Words>(words).map(([one, said]) => (
          <option key={one} value={one}>
            {typeof said === 'string' ? t(said) : said.name}
          </option>
        ))}
      </select>
    </label>
  )
}
