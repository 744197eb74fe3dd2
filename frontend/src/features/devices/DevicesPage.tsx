import { t } from '@/i18n/t'
import './devices.css'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Device, Event, Gate } from '@/api/types'
import { gatesQuery } from '@/event/partsQueries'
import { Icon } from '@/ui/Icon'
import { FailureNotice, Loading, Notice } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { AddDeviceDialog } from './AddDeviceDialog'
import type { ShownCode } from './changeDevices'
import { devicesQuery } from '@/event/devicesQuery'
import type { Asked } from './DeviceRow'
import { DeviceTable } from './DeviceTable'
import { phaseOf } from './deviceWords'
import { DisplaysCard } from './DisplaysCard'
import { EditDeviceDialog } from './EditDeviceDialog'
import { PairingDialog } from './PairingDialog'
import { QuarantineCard } from './QuarantineCard'
import { RevokeDialog } from './RevokeDialog'

/** The fleet: scanners and displays, how they are doing, and what switched-off ones left behind. */
export function DevicesPage({ event }: { event: Event }) {
  useTitle(t('Devices'), event.name)
  const [isAdding, setIsAdding] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [shown, setShown] = useState<ShownCode | null>(null)
  const devices = useQuery(devicesQuery(event.slug, shown !== null))
  const gates = useQuery(gatesQuery(event.slug)).data ?? []
  const now = devices.data?.find((device) => device.id === shown?.code.id)
  return (
    <main className="page devices">
      <div className="page-head">
        <h1>{t('Devices')}</h1>
        <button type="button" className="button button-primary" onClick={() => setIsAdding(true)}>
          <Icon name="plus" size={18} />
          {t('Add a device')}
        </button>
      </div>
      <QuarantineCard event={event} gates={gates} />
      {devices.isPending && <Loading what={t('the devices')} />}
      {devices.data === undefined && !devices.isPending && (
        <FailureNotice
          title={t('The devices could not be loaded')}
          error={devices.error}
          retry={() => void devices.refetch()}
        />
      )}
      {devices.data && (
        <Fleet slug={event.slug} devices={devices.data} gates={gates} onAsk={setAsked} onCode={setShown} />
      )}
      {asked?.what === 'edit' && (
        <EditDeviceDialog
          slug={event.slug}
          device={asked.device}
          gates={gates}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.what === 'revoke' && (
        <RevokeDialog slug={event.slug} device={asked.device} onClose={() => setAsked(null)} />
      )}
      {isAdding && (
        <AddDeviceDialog
          slug={event.slug}
          gates={gates}
          onAdded={(code) => {
            setIsAdding(false)
            setShown({ code, pairedBefore: null })
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
      {shown && (
        <PairingDialog
          key={shown.code.pairing_code}
          slug={event.slug}
          shown={shown}
          isPaired={now != null && now.paired_at !== shown.pairedBefore}
          onCode={(code) => setShown({ ...shown, code })}
          onClose={() => setShown(null)}
        />
      )}
    </main>
  )
}

interface FleetProps {
  slug: string
  devices: readonly Device[]
  gates: readonly Gate[]
  onAsk: (asked: Asked) => void
  onCode: (shown: ShownCode) => void
}

function Fleet({ slug, devices, ...rest }: FleetProps) {
  const working = devices.filter((device) => phaseOf(device) !== 'off')
  const off = devices.filter((device) => phaseOf(device) === 'off')
  return (
    <>
      {working.length > 0 ? (
        <DeviceTable label={t('Devices')} slug={slug} devices={working} {...rest} />
      ) : (
        <Notice icon="devices" title={t('No devices yet')}>
          <p className="muted">
            {t(
              'Add a scanner for a phone at a door, or a display for a screen on the wall. Neither needs an account.',
            )}
          </p>
        </Notice>
      )}
      {working.some((device) => device.kind === 'kiosk') && <DisplaysCard slug={slug} />}
      {off.length > 0 && (
        <details className="devices-off">
          <summary>{t('Switched off ({count})', { count: off.length })}</summary>
          <DeviceTable label={t('Switched-off devices')} slug={slug} devices={off} {...rest} />
        </details>
      )}
    </>
  )
}
