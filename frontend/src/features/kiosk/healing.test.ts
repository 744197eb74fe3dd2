import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { nextDailyReload } from './daily'
import { isServerReady } from './ready'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
  document.head.innerHTML = ''
})

const answering = (body: string, status = 200) =>
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response(body, { status })))

test.each([
  ['2025-11-20T09:00:00Z', 'Europe/Berlin', '2025-11-21T03:00:00.000Z'],
  ['2025-11-21T02:59:59Z', 'Europe/Berlin', '2025-11-21T03:00:00.000Z'],
  ['2025-11-21T03:00:00Z', 'Europe/Berlin', '2025-11-22T03:00:00.000Z'],
  ['2025-11-20T21:00:00Z', 'Asia/Taipei', '2025-11-21T20:00:00.000Z'],
  ['2025-11-20T09:00:00Z', 'America/Los_Angeles', '2025-11-20T12:00:00.000Z'],
])('from %s in %s the next start is at %s', (now, zone, next) => {
  expect(new Date(nextDailyReload(Date.parse(now), zone, () => 0)).toISOString()).toBe(next)
})

test('the displays of a hall spread over twenty minutes', () => {
  const now = Date.parse('2025-11-20T09:00:00Z')
  const spread = nextDailyReload(now, 'UTC', () => 1) - nextDailyReload(now, 'UTC', () => 0)
  expect(spread).toBe(20 * 60_000)
})

test.each([
  ['{"status": "ok"}', 200, true],
  ['{"status": "degraded", "redis": "down"}', 200, true],
  ['{"status": "unready"}', 503, false],
  ['<html>Sign in to the network of the hall</html>', 200, false],
])('%s with %i: ready is %s', async (body, status, isReady) => {
  answering(body, status)
  expect(await isServerReady()).toBe(isReady)
})

test('a server without an answer is not ready', async () => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')))
  expect(await isServerReady()).toBe(false)
})

const page = (...assets: string[]) =>
  `<!doctype html><head>${assets.map((one) => `<script type="module" src="${one}"></script>`).join('')}</head>`

beforeEach(() => {
  document.head.innerHTML = '<script type="text/plain" src="/assets/kiosk-AAAAAAAA.js"></script>'
})

test.each([
  ['the same page', page('/assets/kiosk-AAAAAAAA.js'), 200, false],
  ['another script', page('/assets/kiosk-BBBBBBBB.js'), 200, true],
  ['another file beside it', page('/assets/kiosk-AAAAAAAA.js', '/assets/react-CCCCCCCC.js'), 200, true],
  ['the page of a network', page('/portal/sign-in.js'), 200, false],
  ['an error', page('/assets/kiosk-BBBBBBBB.js'), 502, false],
])('%s: a new build is there: %s', async (_, body, status, isNew) => {
  const { hasNewBuild } = await import('./build')
  answering(body, status)
  expect(await hasNewBuild()).toBe(isNew)
})

test('a service worker in charge is asked to look; without one there is nobody to ask', async () => {
  const { updateWorker } = await import('./build')
  expect(await updateWorker()).toBe(false)
  const registration = { active: {}, update: vi.fn().mockRejectedValue(new TypeError('offline')) }
  const container = { getRegistration: vi.fn().mockResolvedValue(registration) }
  vi.stubGlobal('navigator', { serviceWorker: container })
  expect(await updateWorker()).toBe(true)
  expect(registration.update).toHaveBeenCalled()
  container.getRegistration.mockResolvedValue(undefined)
  expect(await updateWorker()).toBe(false)
})
