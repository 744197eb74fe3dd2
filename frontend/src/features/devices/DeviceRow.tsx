import { t } from '@/i18n/t'

import type { Device, Gate } from '@/api/types'
import { formatCount } from '@/format/number'
import { describe, RequestError } from '@/http/result'
import { Icon } from '@/ui/Icon'

import { type ShownCode, useNewCode } from './changeDevices'
import { clockWords, gateWords, KIND_WORDS, phaseOf, stateWords } from './deviceWords'

interface DeviceRowProps {
  slug: string
  device: Device
  gates: readonly Gate[]
  now: number
  onAsk: (asked: Asked) => void
  onCode: (shown: ShownCode) => void
}

/** A dialog about a device. It belongs to the page: a device may leave its table while somebody reads. */
export interface Asked {
  what: 'edit' | 'revoke'
  device: Device
}

/** One device: how it is doing, and what can be done about it. */
export function DeviceRow({ slug, device, gates, now, onAsk, onCode }: DeviceRowProps) {
  const phase = phaseOf(device)
  return (
    <tr className="device-row">
      <th scope="row">
        <span className="device-name">
          <Icon name={device.kind === 'scanner' ? 'devices' : 'screen'} />
          <span>
            {device.name}
            <span className="table-second">{t(KIND_WORDS[device.kind])}</span>
          </span>
        </span>
      </th>
      <td>
        <span className={`device-state device-${phase}`}>
          <span className="device-dot" aria-hidden="true" />
          {stateWords(device, now)}
        </span>
      </td>
      <td data-label={t('Gate')}>{gateWords(device, gates)}</td>
      <td data-label={t('Waiting')} className={device.waiting ? 'number device-warns' : 'number'}>
        {formatCount(device.waiting)}
      </td>
      <td data-label={t('Clock')}>{clockWords(device.clock_offset_ms)}</td>
      <td data-label={t('Battery')} className="number">
        {device.battery === null ? '–' : `${formatCount(device.battery)}\u202f%`}
      </td>
      <td data-label={t('App')}>{device.app_version || '–'}</td>
      <td className="device-actions">
        {phase !== 'off' && <DeviceActions slug={slug} device={device} onAsk={onAsk} onCode={onCode} />}
      </td>
    </tr>
  )
}

function DeviceActions({ slug, device, onAsk, onCode }: Omit<DeviceRowProps, 'now' | 'gates'>) {
  const newCode = useNewCode(slug)
  const showCode = () =>
    newCode.mutate(device.id, { onSuccess: (code) => onCode({ code, pairedBefore: device.paired_at }) })
  return (
    <>
      <div className="device-buttons">
        <button
          type="button"
          className="button"
          aria-label={t('Edit {name}', { name: device.name })}
          onClick={() => onAsk({ what: 'edit', device })}
        >
          {t('Edit')}
        </button>
        <button
          type="button"
          className="button"
          aria-label={t('New code for {name}', { name: device.name })}
          disabled={newCode.isPending}
          onClick={showCode}
        >
          {t('New code')}
        </button>
        <button
          type="button"
          className="button button-danger"
          aria-label={t('Switch off {name}', { name: device.name })}
          onClick={() => onAsk({ what: 'revoke', device })}
        >
          {t('Switch off')}
        </button>
      </div>
      <p role="alert" className="device-failure">
        {newCode.error instanceof RequestError && describe(newCode.error.failure)}
      </p>
    </>
  )
}
