import { type InfiniteData, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'

import type { Registrant } from '@/api/types'
import { activity, registrant } from '@/testing/samples'

import { showActivity } from './patchPeople'
import { peopleKey } from './peopleQuery'

test('rows follow the steps that pass, the last step of each person wins', () => {
  const client = new QueryClient()
  const key = [...peopleKey('expo'), { q: '', status: '', pass: '' }]
  const pages = [{ results: [registrant(7), registrant(8)], next: null, previous: null }]
  client.setQueryData(key, { pages, pageParams: [null] })

  showActivity(client, 'expo', [
    activity(12, { from: 'checked_in', to: 'registered' }),
    activity(11, { at: '2025-11-20T09:30:00Z' }),
  ])

  const list = client.getQueryData<InfiniteData<{ results: Registrant[] }>>(key)
  expect(list?.pages[0]?.results.map((person) => [person.id, person.status, person.checked_in_at])).toEqual([
    [7, 'registered', null],
    [8, 'registered', null],
  ])

  showActivity(client, 'expo', [activity(13, { at: '2025-11-20T09:45:00Z' })])
  const after = client.getQueryData<InfiniteData<{ results: Registrant[] }>>(key)
  expect(after?.pages[0]?.results[0]).toMatchObject({
    status: 'checked_in',
    checked_in_at: '2025-11-20T09:45:00Z',
  })
})
