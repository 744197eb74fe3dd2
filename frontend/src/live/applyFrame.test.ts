import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'

import { conflict } from '@/testing/conflicts'
import { activity, counts } from '@/testing/samples'

import { activityKey } from './activityQuery'
import { applyFrame } from './applyFrame'
import { forgetConflict, openConflictsQuery } from './conflictsQuery'
import { countsKey } from './countsQuery'

let client: QueryClient

beforeEach(() => {
  client = new QueryClient()
})

test('a frame lands in the cache entry that the REST answer filled', () => {
  client.setQueryData(countsKey('expo'), counts({ revision: 4 }))
  applyFrame(client, 'expo', { type: 'counts', counts: counts({ revision: 5, inside: 77 }) })
  expect(client.getQueryData(countsKey('expo'))).toMatchObject({ revision: 5, inside: 77 })
})

test('a frame that was overtaken changes nothing', () => {
  client.setQueryData(countsKey('expo'), counts({ revision: 6 }))
  applyFrame(client, 'expo', { type: 'counts', counts: counts({ revision: 5, inside: 77 }) })
  expect(client.getQueryData(countsKey('expo'))).toMatchObject({ revision: 6, inside: 3 })
})

test('steps join the list of the newest', () => {
  client.setQueryData(activityKey('expo'), [activity(1)])
  applyFrame(client, 'expo', { type: 'activity', items: [activity(2)] })
  expect(client.getQueryData(activityKey('expo'))).toEqual([activity(2), activity(1)])
})

test('a heartbeat ahead of the counts on show has them read again, one level with them does not', () => {
  const invalidate = vi.spyOn(client, 'invalidateQueries')
  client.setQueryData(countsKey('expo'), counts({ revision: 4 }))
  applyFrame(client, 'expo', { type: 'heartbeat', at: '2025-11-20T09:00:00Z', revision: 4 })
  expect(invalidate).not.toHaveBeenCalled()
  applyFrame(client, 'expo', { type: 'heartbeat', at: '2025-11-20T09:00:10Z', revision: 5 })
  expect(invalidate).toHaveBeenCalledWith({ queryKey: countsKey('expo') })
})

test('what is to be settled is replaced as a whole; one that was settled here goes at once', () => {
  const { queryKey } = openConflictsQuery('expo')
  applyFrame(client, 'expo', { type: 'conflicts', open: [conflict(2), conflict(1)], count: 2 })
  expect(client.getQueryData(queryKey)).toEqual({ open: [conflict(2), conflict(1)], count: 2 })
  forgetConflict(client, 'expo', 2)
  expect(client.getQueryData(queryKey)).toEqual({ open: [conflict(1)], count: 1 })
  forgetConflict(client, 'expo', 2)
  expect(client.getQueryData(queryKey)?.count).toBe(1)
  applyFrame(client, 'expo', { type: 'conflicts', open: [], count: 0 })
  expect(client.getQueryData(queryKey)).toEqual({ open: [], count: 0 })
})
