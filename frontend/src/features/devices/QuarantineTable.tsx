import { t } from '@/i18n/t'
import type { Event, Gate, QuarantinedScan } from '@/api/types'
import { formatMoment } from '@/format/time'

import { heldScan } from './quarantine'

interface QuarantineTableProps {
  event: Event
  gates: readonly Gate[]
  scans: readonly QuarantinedScan[]
  ticked: ReadonlySet<number>
  onTick: (ticked: ReadonlySet<number>) => void
}

export function QuarantineTable({ event, gates, scans, ticked, onTick }: QuarantineTableProps) {
  const isAll = scans.every(({ id }) => ticked.has(id))
  const tick = (id: number, isOn: boolean) => {
    const changed = new Set(ticked)
    if (isOn) changed.add(id)
    else changed.delete(id)
    onTick(changed)
  }
  return (
    <div className="quarantine-scroll">
      <table className="table" aria-label={t('Scans held back')}>
        <thead>
          <tr>
            <th scope="col">
              <label className="quarantine-tick">
                <input
                  type="checkbox"
                  checked={isAll}
                  onChange={({ target }) => onTick(new Set(target.checked ? scans.map(({ id }) => id) : []))}
                />
                <span className="visually-hidden">{t('All scans')}</span>
              </label>
            </th>
            <th scope="col">{t('Code')}</th>
            <th scope="col">{t('Scanned')}</th>
            <th scope="col">{t('Device')}</th>
          </tr>
        </thead>
        <tbody>
          {scans.map((scan) => (
            <HeldScanRow
              key={scan.id}
              scan={scan}
              event={event}
              gates={gates}
              isTicked={ticked.has(scan.id)}
              onTick={(isOn) => tick(scan.id, isOn)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HeldScanRowProps {
  scan: QuarantinedScan
  event: Event
  gates: readonly Gate[]
  isTicked: boolean
  onTick: (isOn: boolean) => void
}

function HeldScanRow({ scan, event, gates, isTicked, onTick }: HeldScanRowProps) {
  const { code, gate, isExit, scannedAt } = heldScan(scan.request)
  const gateName = gates.find(({ id }) => id === gate)?.name
  return (
    <tr>
      <td>
        <label className="quarantine-tick">
          <input type="checkbox" checked={isTicked} onChange={({ target }) => onTick(target.checked)} />
          <span className="visually-hidden">{t('Scan of {code}', { code })}</span>
        </label>
      </td>
      <th scope="row" className="quarantine-code">
        {code}
        {isExit && <span className="table-second">{t('Exit')}</span>}
      </th>
      <td>{formatMoment(scannedAt ?? scan.received_at, event.timezone)}</td>
      <td>
        {scan.device}
        {gateName && <span className="table-second">{gateName}</span>}
      </td>
    </tr>
  )
}
