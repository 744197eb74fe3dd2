import { expect, test } from 'vitest'

import { isOtherFace, loginAddress, nextAddress } from './loginAddress'

const ORIGIN = 'https://hc.example'

test('the login remembers where somebody wanted to go', () => {
  const address = loginAddress({ pathname: '/o/expo/people', search: '?q=a b' })
  expect(nextAddress(address.slice(address.indexOf('?')), ORIGIN)).toBe('/o/expo/people?q=a%20b')
  expect(loginAddress({ pathname: '/', search: '' })).toBe('/login')
})

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', ''])(
  'it never leads to another site: %s',
  (next) => {
    expect(nextAddress(`?next=${encodeURIComponent(next)}`, ORIGIN)).toBe('/')
  },
)

test('door and kiosk are pages of their own', () => {
  expect(isOtherFace('/d/expo/scan')).toBe(true)
  expect(isOtherFace('/o/expo/live')).toBe(false)
})
