import type { ImportError } from '@/api/types'
import { formatCount } from '@/format/number'
import { t } from '@/i18n/t'

import { fieldWords } from './fieldWords'
import { reasonWords } from './reasons'

const MOST_SHOWN = 100

/** Rows that were left out: where, which field, why. Very many of them are in the file. */
export function BadRows({ title, rows }: { title: string; rows: readonly ImportError[] }) {
  if (rows.length === 0) return null
  return (
    <div className="bad-rows">
      <h3>{title}</h3>
      <div className="import-scroll">
        <table className="table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('Row')}
              </th>
              <th scope="col">{t('Field')}</th>
              <th scope="col">{t('Reason')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_SHOWN).map((row, at) => (
              <tr key={at}>
                <td className="number">{row.line > 0 ? formatCount(row.line) : '–'}</td>
                <td>{fieldWords(row.field)}</td>
                <td>{reasonWords(row.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_SHOWN && (
        <p className="muted">
          {t('{count} more are in the file of bad rows.', { count: formatCount(rows.length - MOST_SHOWN) })}
        </p>
      )}
    </div>
  )
}
