import { t } from '@/i18n/t'
import type { Device, Gate } from '@/api/types'
import { useNow } from '@/ui/useNow'

import type { ShownCode } from './changeDevices'
import { type Asked, DeviceRow } from './DeviceRow'

interface DeviceTableProps {
  label: string
  slug: string
  devices: readonly Device[]
  gates: readonly Gate[]
  onAsk: (asked: Asked) => void
  onCode: (shown: ShownCode) => void
}

export function DeviceTable({ label, devices, ...row }: DeviceTableProps) {
  const now = useNow(5_000)
  return (
    <div className="card device-card">
      <table className="table device-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('Name|thing')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Gate')}</th>
            <th scope="col" className="number">
              {t('Waiting')}
            </th>
            <th scope="col">{t('Clock')}</th>
            <th scope="col" className="number">
              {t('Battery')}
            </th>
            <th scope="col">{t('App')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} now={now} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
