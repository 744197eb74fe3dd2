import { t } from '@/i18n/t'
import type { Gate, PairingCode } from '@/api/types'
import { Modal } from '@/ui/Modal'

import { useAddDevice } from './changeDevices'
import { DeviceForm } from './DeviceForm'

interface AddDeviceDialogProps {
  slug: string
  gates: readonly Gate[]
  onAdded: (code: PairingCode) => void
  onClose: () => void
}

export function AddDeviceDialog({ slug, gates, onAdded, onClose }: AddDeviceDialogProps) {
  const add = useAddDevice(slug)
  return (
    <Modal title={t('Add a device')} onClose={onClose}>
      <DeviceForm
        first={{
          kind: 'scanner',
          name: '',
          gate: gates.length === 1 ? (gates[0]?.id ?? null) : null,
          gates: [],
        }}
        isNew
        gates={gates}
        action={t('Add and show the code')}
        busy={add.isPending}
        error={add.error}
        onSubmit={(fields) => add.mutate(fields, { onSuccess: onAdded })}
        onClose={onClose}
      />
    </Modal>
  )
}
