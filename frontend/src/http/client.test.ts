import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { api, send } from './client'
import { isTemporary } from './result'

const fetched = vi.fn<(request: Request) => Promise<Response>>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  fetched.mockReset()
})

afterEach(() => {
  vi.unstubAllGlobals()
  document.cookie = 'csrftoken=; max-age=-1; path=/'
})

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' }, ...init })

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(
    { type: 'about:blank', title: 'No', status, code, detail: 'Because.' },
    { status, headers: { 'Content-Type': 'application/problem+json', ...headers } },
  )

const login = () => send(api.POST('/api/v1/auth/login/', { body: { email: 'a@b.c', password: 'x' } }))

function requestSent(): Request {
  const request = fetched.mock.calls[0]?.[0]
  if (request === undefined) throw new Error('Nothing was sent')
  return request
}

test('a success is its value', async () => {
  fetched.mockResolvedValue(
    json({ id: 1, email: 'a@b.c', name: 'Ada', is_staff: true, roles: { expo: 'door' } }),
  )
  expect(await login()).toEqual({
    ok: true,
    value: { id: 1, email: 'a@b.c', name: 'Ada', is_staff: true, roles: { expo: 'door' } },
  })
})

test('an answer without content is a success too', async () => {
  fetched.mockResolvedValue(new Response(null, { status: 204 }))
  expect(await send(api.POST('/api/v1/auth/logout/'))).toMatchObject({ ok: true })
})

test('a problem document comes back as a failure with its code', async () => {
  fetched.mockResolvedValue(problem(401, 'invalid_credentials'))
  expect(await login()).toMatchObject({
    ok: false,
    failure: { kind: 'problem', problem: { status: 401, code: 'invalid_credentials', detail: 'Because.' } },
  })
})

test('Retry-After is kept', async () => {
  fetched.mockResolvedValue(problem(503, 'unavailable', { 'Retry-After': '7' }))
  expect(await login()).toMatchObject({ failure: { retryAfterMs: 7000 } })
})

test('an error page that is not a problem document still has its status', async () => {
  fetched.mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  const result = await login()
  expect(result).toMatchObject({ ok: false, failure: { problem: { status: 502, code: 'http_502' } } })
  expect(!result.ok && isTemporary(result.failure)).toBe(true)
})

test('no answer at all is a network failure, never an exception', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'))
  const result = await login()
  expect(result).toMatchObject({ ok: false, failure: { kind: 'network' } })
  expect(!result.ok && isTemporary(result.failure)).toBe(true)
})

test('the CSRF token goes with what writes, and is read anew each time', async () => {
  fetched.mockImplementation(() => Promise.resolve(json({})))
  document.cookie = 'csrftoken=first; path=/'
  await login()
  expect(requestSent().headers.get('X-CSRFToken')).toBe('first')

  fetched.mockClear()
  document.cookie = 'csrftoken=second; path=/'
  await login()
  expect(requestSent().headers.get('X-CSRFToken')).toBe('second')
})

test('the CSRF token stays at home for what only reads', async () => {
  fetched.mockResolvedValue(json({}))
  document.cookie = 'csrftoken=first; path=/'
  await send(api.GET('/api/v1/auth/me/'))
  expect(requestSent().headers.has('X-CSRFToken')).toBe(false)
})

test('a token that is missing is fetched, and the request is sent once more', async () => {
  const tokens: (string | null)[] = []
  const bodies: string[] = []
  fetched.mockImplementation(async (request) => {
    if (request.method === 'HEAD') {
      document.cookie = 'csrftoken=fetched; path=/'
      return new Response(null)
    }
    tokens.push(request.headers.get('X-CSRFToken'))
    bodies.push(await request.text())
    return tokens.length === 1 ? problem(403, 'csrf_failed') : json({ id: 1 })
  })
  expect(await login()).toEqual({ ok: true, value: { id: 1 } })
  expect(tokens).toEqual([null, 'fetched'])
  expect(bodies[1]).toBe(bodies[0])
})

test('a token that is refused again, or another refusal, is the answer', async () => {
  fetched.mockImplementation(() => Promise.resolve(problem(403, 'csrf_failed')))
  expect(await login()).toMatchObject({ failure: { problem: { code: 'csrf_failed' } } })
  expect(fetched).toHaveBeenCalledTimes(3)

  fetched.mockReset()
  fetched.mockImplementation(() => Promise.resolve(problem(403, 'permission_denied')))
  expect(await login()).toMatchObject({ failure: { problem: { code: 'permission_denied' } } })
  expect(fetched).toHaveBeenCalledTimes(1)
})

test('a token that cannot be fetched is no answer: the request may be sent again later', async () => {
  fetched.mockImplementation((request) =>
    request.method === 'HEAD'
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(problem(403, 'csrf_failed')),
  )
  expect(await login()).toMatchObject({ failure: { kind: 'network' } })
})
