import type { ImportSample } from '@/api/types'
import { formatCount } from '@/format/number'
import { t } from '@/i18n/t'

import { fieldWords } from './fieldWords'

/** Some of those whom an import would create or change. */
export function SampledRows({ sample }: { sample: readonly ImportSample[] }) {
  if (sample.length === 0) return null
  return (
    <details className="import-more" open>
      <summary>{t('Whom it would create or change: the first of each')}</summary>
      <div className="import-scroll">
        <table className="table" aria-label={t('Whom it would create or change: the first of each')}>
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('Row')}
              </th>
              <th scope="col">{t('Name|person')}</th>
              <th scope="col">{t('What would happen')}</th>
            </tr>
          </thead>
          <tbody>
            {sample.map((one, at) => (
              <tr key={at}>
                <td className="number">{formatCount(one.line)}</td>
                <th scope="row">{one.name}</th>
                <td>
                  {one.change === 'create'
                    ? t('New')
                    : t('Changed: {fields}', { fields: one.fields.map(fieldWords).join(', ') })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
