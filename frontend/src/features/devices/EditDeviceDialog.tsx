import { t } from '@/i18n/t'
import type { Device, Gate } from '@/api/types'
import { Modal } from '@/ui/Modal'

import { useChangeDevice } from './changeDevices'
import { DeviceForm } from './DeviceForm'

interface EditDeviceDialogProps {
  slug: string
  device: Device
  gates: readonly Gate[]
  onClose: () => void
}

export function EditDeviceDialog({ slug, device, gates, onClose }: EditDeviceDialogProps) {
  const change = useChangeDevice(slug, device.id)
  return (
    <Modal title={t('Edit {name}', { name: device.name })} onClose={onClose}>
      <DeviceForm
        first={{ kind: device.kind, name: device.name, gate: device.gate, gates: device.gates }}
        isNew={false}
        gates={gates}
        action={t('Save')}
        busy={change.isPending}
        error={change.error}
        onSubmit={(fields) => change.mutate(fields, { onSuccess: onClose })}
        onClose={onClose}
      />
    </Modal>
  )
}
