import { renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'

import { HOSTS, keyEvent, strokeFor } from './keyboards'
import { useWedge } from './useWedge'
import { createWedge, type Reading, type WedgeKey } from './wedge'

const CODE = 'TZY-123'
let readings: Reading[]
let wedge: (event: WedgeKey) => void
let clock: number

const codes = () => readings.map(({ text }) => text)

beforeEach(() => {
  readings = []
  clock = 1000
  wedge = createWedge((reading) => readings.push(reading))
})

function press(key: string, gap: number, more: Partial<WedgeKey> = {}) {
  clock += gap
  const event = keyEvent({ key, timeStamp: clock, ...more })
  wedge(event)
  return event
}

/** As a scanner set to US keys types, on a host that makes of them what `host` says. */
function type(text: string, gap: number, { target = null, host = {} }: Typed = {}) {
  for (const character of text) {
    press(host[character] ?? character, gap, { ...strokeFor(character), target })
  }
}
interface Typed {
  target?: EventTarget | null
  host?: Record<string, string>
}

test.each(['Enter', 'Tab'])('a fast burst that ends with %s is a code', (end) => {
  type(CODE, 10)
  const last = press(end, 10)
  expect(readings).toEqual([{ text: CODE, usLayout: CODE }])
  expect(last.preventDefault).toHaveBeenCalled()
})

test.each(['Shift', 'CapsLock', 'Control', 'AltGraph'])(
  'a %s key within a burst does not break it',
  (modifier) => {
    type('TZY', 10)
    press(modifier, 10)
    type('123', 10)
    press('Enter', 10)
    expect(codes()).toEqual(['TZY123'])
  },
)

test('a hand that types and presses Enter is left alone', () => {
  type(CODE, 120)
  const last = press('Enter', 120)
  expect(readings).toEqual([])
  expect(last.preventDefault).not.toHaveBeenCalled()
})

test('one slow key within a burst does not cut the code in two', () => {
  type('TZY', 10)
  clock += 200
  type('-123', 10)
  press('Enter', 10)
  expect(codes()).toEqual([CODE])
})

test('a quick hand is still a hand', () => {
  type(CODE, 90)
  press('Enter', 90)
  expect(readings).toEqual([])
})

test('a short burst is not a code', () => {
  type('abc', 10)
  press('Enter', 10)
  expect(readings).toEqual([])
})

test('a key that is held down is not a code', () => {
  press('a', 10, { code: 'KeyA' })
  for (let nth = 0; nth < 20; nth += 1) press('a', 30, { code: 'KeyA', repeat: true })
  press('Enter', 30)
  expect(readings).toEqual([])
})

test('slow letters before a burst are not part of it', () => {
  type('mul', 200)
  clock += 400
  type(CODE, 10)
  press('Enter', 10)
  expect(codes()).toEqual([CODE])
})

test('a field gets back what it held before the burst', () => {
  const field = document.createElement('input')
  field.value = 'mul'
  const heard = vi.fn()
  field.addEventListener('input', heard)
  for (const key of CODE) {
    press(key, 10, { target: field })
    field.value += key
  }
  press('Enter', 10, { target: field })
  expect(codes()).toEqual([CODE])
  expect(field.value).toBe('mul')
  expect(heard).toHaveBeenCalled()
})

test('ten codes in a second are ten scans', () => {
  const sent = Array.from({ length: 10 }, (_, nth) => `CODE-${String(nth)}00${String(nth)}`)
  for (const code of sent) {
    type(code, 7)
    press('Enter', 7)
    clock += 100 - 7 * (code.length + 1)
  }
  expect(codes()).toEqual(sent)
})

test('a second end after a code presses no button, a later one does', () => {
  type(CODE, 10)
  press('Tab', 10)
  expect(press('Enter', 10).preventDefault).toHaveBeenCalled()
  expect(press('Enter', 500).preventDefault).not.toHaveBeenCalled()
  expect(codes()).toEqual([CODE])
})

test('a code can hold characters that this host types with AltGr', () => {
  type('NAME', 10)
  press('@', 10, {
    code: 'KeyQ',
    ctrlKey: true,
    altKey: true,
    getModifierState: (name) => name === 'AltGraph',
  })
  type('HOME', 10)
  press('Enter', 10)
  expect(codes()).toEqual(['NAME@HOME'])
})

test('a shortcut breaks the burst', () => {
  type('TZY', 10)
  press('r', 10, { code: 'KeyR', ctrlKey: true })
  type('-123', 10)
  press('Enter', 10)
  expect(readings).toEqual([])
})

test.each([
  ['German', 'TZY-123', 'TYZß123'],
  ['French', 'TZY-123', 'TWY)&é"'],
  ['Dvorak', 'TZY-123', 'Y:F[123'],
])('a US scanner on a %s host is read by its keys too', (host, code, typed) => {
  type(code, 10, { host: HOSTS[host] ?? {} })
  press('Enter', 10)
  expect(readings).toEqual([{ text: typed, usLayout: code }])
})

test('dead keys of the host are characters of the code', () => {
  type('AB=C`123', 10, { host: HOSTS['German'] ?? {} })
  press('Enter', 10)
  expect(readings[0]?.usLayout).toBe('AB=C`123')
})

test('an input method that hides every key does not hide the code', () => {
  for (const character of 'ZOE-0042') press('Process', 10, strokeFor(character))
  press('Enter', 10)
  expect(readings).toEqual([{ text: 'ZOE-0042', usLayout: 'ZOE-0042' }])
})

test('where the keys cannot be told, there is no second reading', () => {
  for (const character of CODE) press(character, 10)
  press('Enter', 10)
  expect(readings).toEqual([{ text: CODE, usLayout: '' }])
})

test('it hears the page before any field does, until it is unmounted', () => {
  const onCode = vi.fn()
  const { unmount } = renderHook(() => useWedge(onCode))
  const field = document.createElement('input')
  field.addEventListener('keydown', (event) => event.stopPropagation())
  document.body.append(field)
  const strike = (key: string) => field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  for (const key of [...Array.from(CODE), 'Enter']) strike(key)
  expect(onCode).toHaveBeenCalledWith({ text: CODE, usLayout: '' })
  unmount()
  for (const key of [...Array.from(CODE), 'Enter']) strike(key)
  expect(onCode).toHaveBeenCalledTimes(1)
  field.remove()
})

test('a code that has begun is not cut in two where another handler takes over', () => {
  const [before, after] = [vi.fn(), vi.fn()]
  const { rerender } = renderHook(useWedge, { initialProps: before })
  const strike = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  for (const key of CODE.slice(0, 3)) strike(key)
  rerender(after)
  for (const key of [...Array.from(CODE.slice(3)), 'Enter']) strike(key)
  expect(after).toHaveBeenCalledWith({ text: CODE, usLayout: '' })
  expect(before).not.toHaveBeenCalled()
})

test('a scanner chooses no other gate from a list that has the focus', () => {
  const list = document.createElement('select')
  const first = press('N', 10, { ...strokeFor('N'), target: list })
  expect(first.preventDefault).toHaveBeenCalled()
  type('ORTH-1', 10, { target: list })
  press('Enter', 10, { target: list })
  expect(codes()).toEqual(['NORTH-1'])
})

test('a space within a code presses no button; by itself it does', () => {
  const button = document.createElement('button')
  expect(press(' ', 500, { code: 'Space', target: button }).preventDefault).not.toHaveBeenCalled()
  press('Escape', 500)
  type('TZY', 10, { target: button })
  expect(press(' ', 10, { code: 'Space', target: button }).preventDefault).toHaveBeenCalled()
})

test('the end of a code that is too short presses no button', () => {
  const button = document.createElement('button')
  type('1234', 10, { target: button })
  expect(press('Enter', 10, { target: button }).preventDefault).toHaveBeenCalled()
  expect(readings).toEqual([])
})
