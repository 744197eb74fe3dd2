import { expect, test } from 'vitest'

import { cacheName, otherBuilds, storedAddress } from './answers'

const ORIGIN = 'https://headcount.example'
const FILES = new Set(['/d/', '/k/', '/assets/door-abc.js', '/manifest.webmanifest'])

function asked(address: string, mode: RequestMode, method = 'GET'): string | null {
  return storedAddress({ url: new URL(address, ORIGIN).href, mode, method }, ORIGIN, FILES)
}

test.each([
  ['/d/expo/scan', '/d/'],
  ['/d/expo/search?q=mul', '/d/'],
  ['/d/', '/d/'],
  ['/j/AB12CD34', '/d/'],
  ['/k/?view=areas', '/k/'],
])('the page %s is its shell', (address, shell) => {
  expect(asked(address, 'navigate')).toBe(shell)
})

test.each(['/', '/login', '/o/expo/live', '/admin/', '/d', '/k', '/assets/door-abc.js', '/api/v1/docs/'])(
  'the page %s is the server’s',
  (address) => {
    expect(asked(address, 'navigate')).toBeNull()
  },
)

test.each(['cors', 'no-cors', 'same-origin'] as const)('a file of this build is itself (%s)', (mode) => {
  expect(asked('/assets/door-abc.js', mode)).toBe('/assets/door-abc.js')
  expect(asked('/manifest.webmanifest', mode)).toBe('/manifest.webmanifest')
})

test.each([
  '/assets/door-xyz.js',
  '/assets/door-abc.js?v=2',
  '/sw.js',
  '/d/',
  '/api/v1/events/expo/scans/',
  '/api/v1/events/expo/roster/?since=1',
  '/ws/events/expo/',
  '/livez',
  'https://elsewhere.example/assets/door-abc.js',
])('%s is not the worker’s business', (address) => {
  expect(asked(address, 'cors')).toBeNull()
})

test('nothing that writes is answered', () => {
  expect(asked('/d/expo/scan', 'navigate', 'POST')).toBeNull()
  expect(asked('/assets/door-abc.js', 'cors', 'POST')).toBeNull()
  expect(asked('/d/', 'cors', 'HEAD')).toBeNull()
})

test('only caches of other builds are old', () => {
  const build = { id: 'b', files: [] }
  const names = [cacheName({ id: 'a', files: [] }), cacheName(build), 'somebody-elses']
  expect(otherBuilds(names, build)).toEqual([cacheName({ id: 'a', files: [] })])
})
