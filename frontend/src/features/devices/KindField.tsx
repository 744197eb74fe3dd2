import { t, type Phrase } from '@/i18n/t'
import type { DeviceKind } from '@/api/types'
import { Icon, type IconName } from '@/ui/Icon'

const KINDS: readonly { kind: DeviceKind; icon: IconName; words: Phrase; means: Phrase }[] = [
  { kind: 'scanner', icon: 'devices', words: 'Scanner', means: 'A phone or tablet that scans at a door' },
  { kind: 'kiosk', icon: 'screen', words: 'Display', means: 'A screen that shows the counts, and no names' },
]

export function KindField({ kind, onChange }: { kind: DeviceKind; onChange: (kind: DeviceKind) => void }) {
  return (
    <fieldset className="kind-field">
      <legend>{t('What is it?')}</legend>
      {KINDS.map((one) => (
        <label key={one.kind} className="kind-choice">
          <input
            type="radio"
            name="kind"
            value={one.kind}
            checked={kind === one.kind}
            onChange={() => onChange(one.kind)}
          />
          <Icon name={one.icon} size={24} />
          <span>
            <strong>{t(one.words)}</strong>
            <span className="field-hint">{t(one.means)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
