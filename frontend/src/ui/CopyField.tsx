import { t } from '@/i18n/t'
import { useId, useRef, useState } from 'react'

import { Icon } from './Icon'

/** A link to hand on: readable, selected by a touch, copied by a button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)

  const copy = async () => {
    field.current?.select()
    setIsCopied(await copyText(value))
  }

  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={field}
        id={id}
        className="input"
        value={value}
        readOnly
        onClick={(event) => event.currentTarget.select()}
      />
      <button type="button" className="button" onClick={() => void copy()}>
        <Icon name={isCopied ? 'check' : 'copy'} size={18} />
        <span role="status">{isCopied ? t('Copied') : t('Copy')}</span>
      </button>
    </div>
  )
}

/** On plain-http pages there is no clipboard; the link is selected then, and the keyboard copies it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await (navigator as { clipboard?: Clipboard }).clipboard?.writeText(text)
    return 'clipboard' in navigator
  } catch {
    return false
  }
}
