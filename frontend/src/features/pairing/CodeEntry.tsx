import { t } from '@/i18n/t'
import { type SubmitEvent, useState } from 'react'

import { tidyCode } from '@/format/code'

const LENGTH = 8
const PATTERN = 'XXXX XXXX'

/** For whoever cannot open the link: the code, typed. */
export function CodeEntry({ onCode }: { onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('')
  const [isShort, setIsShort] = useState(false)

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const code = tidyCode(typed)
    setIsShort(code.length !== LENGTH)
    if (code.length === LENGTH) onCode(code)
  }

  return (
    <form className="pairing-form" onSubmit={submit}>
      <p className="muted">
        {t(
          'An organiser adds a scanner or a display under Devices, and gets a code of eight characters for it.',
        )}
      </p>
      <label className="field">
        <span>{t('Pairing code')}</span>
        <input
          className="pairing-code"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={PATTERN}
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          aria-invalid={isShort}
          aria-describedby={isShort ? 'code-short' : undefined}
          required
        />
      </label>
      <div role="alert" className="pairing-short">
        {isShort && <p id="code-short">{t('A code has eight characters.')}</p>}
      </div>
      <button type="submit" className="button button-primary button-large">
        {t('Pair')}
      </button>
    </form>
  )
}
