/** Adds people, changes their details, and gives them new codes. */
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'

import type { components } from '@/api/schema'
import type { Registrant } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

import { patchPeople, readAgain } from './patchPeople'
import { personKey } from './personQuery'

export type Details = components['schemas']['PatchedRegistrantRequest']
export type NewPerson = components['schemas']['RegistrantRequest']

export function showChanged(client: QueryClient, slug: string, person: Registrant): void {
  client.setQueryData<Registrant>(personKey(slug, person.id), person)
  patchPeople(client, slug, new Map([[person.id, person]]))
  readAgain(client, slug, person.id)
}

export function useChangeDetails(slug: string, id: number, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: Details) => {
      const params = { path: { event: slug, id } }
      return unwrap(await send(api.PATCH('/api/v1/events/{event}/registrants/{id}/', { params, body })))
    },
    onSuccess: (person) => {
      showChanged(client, slug, person)
      onDone()
    },
  })
}

export function useReissue(slug: string, id: number, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (reason: string) => {
      const request = { params: { path: { event: slug, id } }, body: { reason } }
      return unwrap(await send(api.POST('/api/v1/events/{event}/registrants/{id}/reissue/', request)))
    },
    onSuccess: (person) => {
      showChanged(client, slug, person)
      onDone()
    },
  })
}

/** On the list, and checked in at once where that is wanted. The entry at a gate is one request: both or neither. */
export interface Addition {
  person: NewPerson
  checkIn: 'later' | 'by_hand' | { gate: number; key: string }
}

export function useAddPerson(slug: string, onAdded: (id: number) => void) {
  return useMutation({
    mutationFn: ({ person, checkIn }: Addition) =>
      typeof checkIn === 'object'
        ? walkIn(slug, person, checkIn)
        : register(slug, person, checkIn === 'by_hand'),
    onSuccess: onAdded,
  })
}

async function register(slug: string, body: NewPerson, checkIn: boolean): Promise<number> {
  const params = { path: { event: slug } }
  const { id } = unwrap(await send(api.POST('/api/v1/events/{event}/registrants/', { params, body })))
  if (!checkIn) return id
  // On the list they are; where this fails, the panel that opens offers it again.
  await send(
    api.POST('/api/v1/events/{event}/registrants/{id}/status/', {
      params: { path: { event: slug, id } },
      body: { status: 'checked_in', reason: '' },
    }),
  )
  return id
}

async function walkIn(slug: string, person: NewPerson, at: { gate: number; key: string }): Promise<number> {
  const { name, email, company, note, pass_type } = person
  const body = {
    name,
    ...(email ? { email } : {}),
    ...(pass_type ? { pass_type } : {}),
    company: company ?? '',
    note: note ?? '',
    gate: at.gate,
    idempotency_key: at.key,
  }
  const params = { path: { event: slug } }
  const answer = unwrap(await send(api.POST('/api/v1/events/{event}/walk-ins/', { params, body })))
  return answer.registrant.id
}
