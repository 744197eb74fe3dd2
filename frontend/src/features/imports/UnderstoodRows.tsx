import type { PreviewRow } from '@/api/types'
import { STATUS_WORDS } from '@/format/words'
import { t } from '@/i18n/t'

/** The first people of the list as they would come in. */
export function UnderstoodRows({ rows }: { rows: readonly PreviewRow[] }) {
  if (rows.length === 0) return null
  return (
    <details className="import-more">
      <summary>{t('How the first rows are understood')}</summary>
      <div className="import-scroll">
        <table className="table" aria-label={t('How the first rows are understood')}>
          <thead>
            <tr>
              <th scope="col">{t('Name|person')}</th>
              <th scope="col" className="wide-only">
                {t('Company')}
              </th>
              <th scope="col">{t('Pass type')}</th>
              <th scope="col">{t('Status')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">
                  {row.name}
                  <span className="table-second">{row.email}</span>
                </th>
                <td className="wide-only">{row.company}</td>
                <td className="whole-words">{row.pass || '–'}</td>
                <td className="whole-words">{row.status === null ? '–' : t(STATUS_WORDS[row.status])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
