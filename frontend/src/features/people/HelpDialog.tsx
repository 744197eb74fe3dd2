import { type Phrase, t } from '@/i18n/t'
import { useLetters } from '@/ui/letters'
import { Modal } from '@/ui/Modal'

const KEYS: readonly [string, Phrase][] = [
  ['/', 'Search'],
  ['j, ↓', 'Next row'],
  ['k, ↑', 'Row before'],
  ['Enter', 'Open the person'],
  ['Esc', 'Close the person'],
  ['x, Space', 'Mark the row'],
  ['g l', 'Go to the live page'],
  ['g p', 'Go to the people'],
  ['g d', 'Go to the devices'],
  ['?', 'This help'],
]

/** The keys of the page, and the switch for those that are single letters. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const [work, setWork] = useLetters()
  return (
    <Modal title={t('Keys')} onClose={onClose}>
      <dl className="people-keys">
        {KEYS.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <label className="people-letters">
        <input type="checkbox" checked={work} onChange={({ target }) => setWork(target.checked)} />
        {t('Single letters and signs work as keys')}
      </label>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('Done')}
        </button>
      </div>
    </Modal>
  )
}
