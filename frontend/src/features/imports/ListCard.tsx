import { plural, t } from '@/i18n/t'

import { BadRows } from './BadRows'
import { Card } from './Card'
import { ColumnsTable } from './ColumnsTable'
import { Failure } from './Failure'
import { namesPeople } from './fieldWords'
import { reasonWords } from './reasons'
import { UnderstoodRows } from './UnderstoodRows'
import type { List } from './useList'
import type { Start } from './useStart'

/** A list that was chosen: what its columns are taken for, and what to do with it. */
export function ListCard({ list, start }: { list: List; start: Start }) {
  const { file, preview } = list
  const isReady = preview !== null && preview.problem === '' && list.error === null
  const isBusy = start.isPending || list.isReading
  return (
    <Card title={file?.name ?? ''}>
      {preview !== null && <p className="muted">{plural(preview.total, '{count} row', '{count} rows')}</p>}
      <p role="status" className="import-busy">
        {list.isReading && t('Reading the list…')}
        {start.isPending && t('Sending the list…')}
      </p>
      <Failure error={list.error} {...(list.isReading ? {} : { retry: list.retry })} />
      {preview !== null && (
        <>
          {list.error === null && preview.problem !== '' && <Problem list={list} problem={preview.problem} />}
          <ColumnsTable preview={preview} mapping={list.mapping} onMap={list.map} />
          {isReady && <UnderstoodRows rows={preview.rows} />}
          {isReady && <BadRows title={t('Rows that cannot be imported')} rows={preview.errors} />}
        </>
      )}
      <Failure error={start.error} />
      <div className="import-actions">
        <button
          type="button"
          className="button button-quiet"
          disabled={start.isPending}
          onClick={list.forget}
        >
          {t('Choose another file')}
        </button>
        <button
          type="button"
          className="button"
          disabled={!isReady || isBusy}
          onClick={() => start.run({ dryRun: true })}
        >
          {t('Try it without changes')}
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={!isReady || isBusy}
          onClick={() => start.run({ dryRun: false })}
        >
          {t('Import')}
        </button>
      </div>
    </Card>
  )
}

function Problem({ list, problem }: { list: List; problem: string }) {
  const fields = list.preview?.columns.map(({ field }) => field) ?? []
  return (
    <p role="alert" className="import-problem">
      {namesPeople(fields)
        ? reasonWords(problem)
        : t('No column says who people are. Choose below which one is the name or the e-mail address.')}
    </p>
  )
}
