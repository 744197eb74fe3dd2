import { t } from '@/i18n/t'

/** The columns of a table that says how many of each are here. */
export function ShareHead({ of }: { of: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{of}</th>
        <th scope="col" className="number">
          {t('Checked in')}
        </th>
        <th scope="col" className="number">
          {t('Expected')}
        </th>
        <th scope="col" className="number">
          {t('Share')}
        </th>
      </tr>
    </thead>
  )
}
