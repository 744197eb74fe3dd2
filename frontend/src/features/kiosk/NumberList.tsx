import { t } from '@/i18n/t'
import type { CSSProperties } from 'react'

import { type Row, widest, widthsOf } from './rows'
import { WORDS } from './words'

/** As many as fit one below the other, across a hall; more of them stand in two columns. */
const IN_ONE_COLUMN = 6
export const MOST_ROWS = 2 * IN_ONE_COLUMN

/** Names and numbers, as large as the widest and the number of them allow. */
export function NumberList({ rows }: { rows: readonly Row[] }) {
  const columns = rows.length > IN_ONE_COLUMN ? 2 : 1
  const style = {
    '--columns': columns,
    '--rows': Math.ceil(rows.length / columns),
    '--all-rows': rows.length,
    '--widest': widest(rows),
  } as CSSProperties
  return (
    <dl className="kiosk-list" style={style}>
      {rows.map((row) => (
        <NumberRow key={row.key} row={row} />
      ))}
    </dl>
  )
}

/** A name that is too long is written smaller before it is cut off; a number never is. */
export function NumberRow({ row }: { row: Row }) {
  const { name, rest } = widthsOf(row)
  return (
    <div style={{ '--name': name, '--rest': rest } as CSSProperties}>
      <dt>{row.name}</dt>
      <dd>
        {row.isFull && <span className="kiosk-full">{t(WORDS.full)}</span>}
        <span className="kiosk-value">{row.value}</span>
      </dd>
    </div>
  )
}
