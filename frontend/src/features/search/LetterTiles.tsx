import { t } from '@/i18n/t'

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')

/**
 * Letters to tap. A Bluetooth scanner is a keyboard to a phone, which then hides its own: so this is the way to a
 * name there. Only where fingers are.
 */
export function LetterTiles({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  return (
    <details className="letters">
      <summary>{t('No keyboard? A connected scanner hides it. Tap letters')}</summary>
      <div className="letter-tiles">
        {LETTERS.map((letter) => (
          <button key={letter} type="button" className="button" onClick={() => onChange(query + letter)}>
            {letter}
          </button>
        ))}
        <button type="button" className="button letter-space" onClick={() => onChange(`${query} `)}>
          {t('Space|a key')}
        </button>
        <button type="button" className="button" onClick={() => onChange(query.slice(0, -1))}>
          <span aria-hidden="true">⌫</span>
          <span className="visually-hidden">{t('Delete the last letter')}</span>
        </button>
      </div>
    </details>
  )
}
