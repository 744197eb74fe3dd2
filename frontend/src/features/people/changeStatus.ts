/** Changes a registrant's status and shows the answer everywhere on the page. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Registrant, Status } from '@/api/types'
import { api, send } from '@/http/client'
import { unwrap } from '@/http/result'

import { showChanged } from './changePerson'
import { readAgain } from './patchPeople'

export interface StatusStep {
  status: Status
  reason: string
}

async function postStatus(slug: string, id: number, step: StatusStep): Promise<Registrant> {
  const params = { path: { event: slug, id } }
  return unwrap(
    await send(api.POST('/api/v1/events/{event}/registrants/{id}/status/', { params, body: step })),
  )
}

export function useChangeStatus(slug: string, id: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (step: StatusStep) => postStatus(slug, id, step),
    onSuccess: (person) => showChanged(client, slug, person),
    // Also after a refusal: somebody else may have been faster, and the panel should then say so.
    onSettled: () => readAgain(client, slug, id),
  })
}
