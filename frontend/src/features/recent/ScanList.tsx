import { plural, t } from '@/i18n/t'
import { useId, useState } from 'react'

import type { DeskScan, DoorState } from '@/door/types'
import { formatCount } from '@/format/number'
import { formatSeconds } from '@/format/time'
import { Icon } from '@/ui/Icon'
import { type Standing, standingOf, verdictOf } from '@/verdict/verdict'

import { canUndo } from './groups'

const SHORT = 30

export type Act = 'undo' | 'retry' | 'let_in' | 'hold'

interface ScanListProps {
  title: string
  scans: readonly DeskScan[]
  state: DoorState
  onAct: (act: Act, scan: DeskScan) => void
}

export function ScanList({ title, scans, state, onAct }: ScanListProps) {
  const id = useId()
  const [isLong, setIsLong] = useState(false)
  const standing = standingOf(state)
  if (scans.length === 0) return null
  return (
    <section className="scan-list" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="muted">{plural(scans.length, '{count} scan', '{count} scans')}</span>
      </h2>
      <ol>
        {scans.slice(0, isLong ? undefined : SHORT).map((scan) => (
          <ScanRow key={scan.key} scan={scan} standing={standing} state={state} onAct={onAct} />
        ))}
      </ol>
      {!isLong && scans.length > SHORT && (
        <button type="button" className="button door-button" onClick={() => setIsLong(true)}>
          {t('Show all {count}', { count: formatCount(scans.length) })}
        </button>
      )}
    </section>
  )
}

interface ScanRowProps {
  scan: DeskScan
  standing: Standing
  state: DoorState
  onAct: ScanListProps['onAct']
}

function ScanRow({ scan, standing, state, onAct }: ScanRowProps) {
  const { icon, fill, headline, name, lines, band } = verdictOf(scan, standing)
  const gate = state.gates.find(({ id }) => id === scan.gate)?.name
  return (
    <li className={`scan-row scan-${fill}`}>
      <span className="scan-icon">
        <Icon name={icon} />
      </span>
      <div>
        <p className="scan-name">{name}</p>
        <p>
          <strong className="scan-verdict">{headline}</strong>
        </p>
        <p className="scan-details">
          <time dateTime={scan.scannedAt}>{formatSeconds(scan.scannedAt, standing.zone)}</time>
          {[gate, ...(scan.state === 'failed' ? lines : lines.slice(0, 1)), band].flatMap((part) =>
            part ? [` · ${part}`] : [],
          )}
        </p>
      </div>
      <div className="scan-acts">
        {actsOf(scan).map(([act, words]) => (
          <button key={act} type="button" className="button" onClick={() => onAct(act, scan)}>
            {words}
            <span className="visually-hidden"> {name}</span>
          </button>
        ))}
      </div>
    </li>
  )
}

function actsOf(scan: DeskScan): [Act, string][] {
  if (scan.state === 'undecided') {
    return [
      ['let_in', t('Let in')],
      ['hold', t('Hold')],
    ]
  }
  if (scan.state === 'failed') return [['retry', t('Send again')]]
  return canUndo(scan) ? [['undo', t('Undo')]] : []
}
