import { t } from '@/i18n/t'
import { useEffect, useState } from 'react'

import type { OwnDevice } from '@/api/types'
import { api, send } from '@/http/client'

/** As whom this browser scans: the paired device, or whoever is signed in. */
export function useWho(device: OwnDevice | null): string {
  const [name, setName] = useState<string | null>(null)
  const isUser = device === null
  useEffect(() => {
    if (!isUser) return
    let isLeft = false
    void send(api.GET('/api/v1/auth/me/')).then((answer) => {
      if (answer.ok && !isLeft) setName(answer.value.name || answer.value.email)
    })
    return () => {
      isLeft = true
    }
  }, [isUser])
  return device === null
    ? (name ?? t('whoever is signed in'))
    : t('{device}, a paired scanner', { device: device.name })
}
