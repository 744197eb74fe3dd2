/** Adding, changing, pairing and switching off devices. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Device, DeviceKind, PairingCode } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

import { devicesKey } from '@/event/devicesQuery'

export interface DeviceFields {
  kind: DeviceKind
  name: string
  gate: number | null
  gates: number[]
}

/** A code on show. For a device that is paired already it brings another phone in its place. */
export interface ShownCode {
  code: PairingCode
  pairedBefore: string | null
}

function useRefresh(slug: string) {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: devicesKey(slug) })
}

export function useAddDevice(slug: string) {
  const onSuccess = useRefresh(slug)
  return useMutation({
    mutationFn: async (fields: DeviceFields): Promise<PairingCode> => {
      const body = fields.kind === 'kiosk' ? { kind: fields.kind, name: fields.name } : fields
      const params = { path: { event: slug } }
      return unwrap(await send(api.POST('/api/v1/events/{event}/devices/', { params, body })))
    },
    onSuccess,
  })
}

export function useChangeDevice(slug: string, id: number) {
  const onSuccess = useRefresh(slug)
  return useMutation({
    mutationFn: async ({ kind, name, gate, gates }: DeviceFields): Promise<Device> => {
      const body = kind === 'kiosk' ? { name } : { name, gate, gates }
      const params = { path: { event: slug, id } }
      return unwrap(await send(api.PATCH('/api/v1/events/{event}/devices/{id}/', { params, body })))
    },
    onSuccess,
  })
}

export function useNewCode(slug: string) {
  return useMutation({
    mutationFn: async (id: number): Promise<PairingCode> => {
      const params = { path: { event: slug, id } }
      return unwrap(await send(api.POST('/api/v1/events/{event}/devices/{id}/pairing/', { params })))
    },
  })
}

export function useRevoke(slug: string, id: number) {
  const onSuccess = useRefresh(slug)
  return useMutation({
    mutationFn: async (): Promise<Device> => {
      const params = { path: { event: slug, id } }
      return unwrap(await send(api.POST('/api/v1/events/{event}/devices/{id}/revoke/', { params })))
    },
    onSuccess,
  })
}
