import type { ImportPreview, PreviewColumn } from '@/api/types'
import { t } from '@/i18n/t'

import { fieldWords } from './fieldWords'
import type { Mapping } from './sendList'

interface ColumnsTableProps {
  preview: ImportPreview
  mapping: Mapping
  onMap: (position: number, field: string | null) => void
}

/** What each column is taken for, to be corrected. */
export function ColumnsTable({ preview, mapping, onMap }: ColumnsTableProps) {
  return (
    <div className="import-scroll">
      <table className="table" aria-label={t('Columns')}>
        <thead>
          <tr>
            <th scope="col">{t('Column in the file')}</th>
            <th scope="col">{t('Is taken for')}</th>
            <th scope="col" className="wide-only">
              {t('Says, for example')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => (
            <ColumnRow
              key={column.position}
              column={column}
              chosen={mapping[column.position] === undefined ? column.field : mapping[column.position]}
              fields={preview.fields.map(({ name }) => name)}
              onMap={onMap}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ColumnRowProps {
  column: PreviewColumn
  chosen: string | null | undefined
  fields: readonly string[]
  onMap: ColumnsTableProps['onMap']
}

function ColumnRow({ column, chosen, fields, onMap }: ColumnRowProps) {
  const heading = column.heading || t('Column {number}', { number: column.position + 1 })
  return (
    <tr className={chosen == null ? 'column-left-out' : ''}>
      <th scope="row">
        {heading}
        <span className="table-second narrow-only">{column.samples[0]}</span>
      </th>
      <td>
        <select
          className="input"
          aria-label={t('What {heading} is taken for', { heading })}
          value={chosen ?? ''}
          onChange={({ target }) => onMap(column.position, target.value || null)}
        >
          <option value="">{t('Left out')}</option>
          {fields.map((field) => (
            <option key={field} value={field}>
              {fieldWords(field)}
            </option>
          ))}
        </select>
      </td>
      <td className="wide-only muted">{column.samples.join(' · ')}</td>
    </tr>
  )
}
