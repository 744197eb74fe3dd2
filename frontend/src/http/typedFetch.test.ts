import { expect, test, vi } from 'vitest'

import type { paths } from '@/api/schema'

import { typedFetch } from './typedFetch'

const sent = vi.fn<(request: Request) => Promise<Response>>(() => Promise.resolve(Response.json({})))
const api = typedFetch<paths>((request, fetch = sent) => fetch(request))

test('fills the path and the query', async () => {
  const path = { event: 'a b/c' }
  await api.GET('/api/v1/events/{event}/registrants/', {
    params: {
      path,
      query: { q: 'Zoë & Co', status: ['confirmed', 'cancelled'] },
    },
  })
  const { pathname, search } = new URL(sent.mock.lastCall?.[0].url ?? '')
  expect(pathname).toBe('/api/v1/events/a%20b%2Fc/registrants/')
  expect(search).toBe('?q=Zo%C3%AB+%26+Co&status=confirmed&status=cancelled')
})

test('sends a body as JSON', async () => {
  await api.POST('/api/v1/auth/login/', { body: { email: 'a@b.c', password: 'x' } })
  const request = sent.mock.lastCall?.[0]
  expect(request?.headers.get('Content-Type')).toBe('application/json')
  expect(await request?.json()).toEqual({ email: 'a@b.c', password: 'x' })
})

test('one request may be sent in a way of its own', async () => {
  const own = vi.fn(() => Promise.resolve(Response.json({ id: 1 })))
  const { data } = await api.GET('/api/v1/auth/me/', { fetch: own })
  expect(data).toEqual({ id: 1 })
})

test('what is called JSON and is none is no answer, and a page in place of an error has no content', async () => {
  const page = (status: number) => ({ fetch: () => Promise.resolve(new Response('<h1>', { status })) })
  await expect(api.GET('/api/v1/auth/me/', page(200))).rejects.toThrow(SyntaxError)
  expect((await api.GET('/api/v1/auth/me/', page(502))).error).toBeUndefined()
})
