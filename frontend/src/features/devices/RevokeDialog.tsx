import { plural, t } from '@/i18n/t'
import type { Device } from '@/api/types'
import { ConfirmDialog } from '@/ui/ConfirmDialog'

import { useRevoke } from './changeDevices'

/** Switching a device off is for good, so it is asked for twice. */
export function RevokeDialog({
  slug,
  device,
  onClose,
}: {
  slug: string
  device: Device
  onClose: () => void
}) {
  const revoke = useRevoke(slug, device.id)
  return (
    <ConfirmDialog
      title={t('Switch off {name}?', { name: device.name })}
      action={t('Switch off')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      {consequenceOf(device)}
    </ConfirmDialog>
  )
}

function consequenceOf({ kind, waiting }: Device): string {
  if (kind === 'kiosk') return t('It stops at once and for good.')
  if (!waiting) {
    return t(
      'It stops at once and for good. Scans that still wait on it are kept for you to accept or discard.',
    )
  }
  return plural(
    waiting,
    'It stops at once and for good. {count} scan waiting on it is kept for you to accept or discard.',
    'It stops at once and for good. {count} scans waiting on it are kept for you to accept or discard.',
  )
}
