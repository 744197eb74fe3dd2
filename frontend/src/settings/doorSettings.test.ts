import { beforeEach, expect, it, vi } from 'vitest'

import type * as Module from './doorSettings'

type Settings = typeof Module

/** As after a reload: the module reads what is stored. */
async function reload(): Promise<Settings> {
  vi.resetModules()
  return import('./doorSettings')
}

beforeEach(() => localStorage.clear())

it('starts dark, with camera and scanner, sound and vibration', async () => {
  const { doorSettings, DEFAULTS } = await reload()
  expect(doorSettings()).toEqual(DEFAULTS)
})

it('keeps what was chosen over a reload', async () => {
  const before = await reload()
  before.changeDoorSettings({ source: 'wedge', sound: false, camera: 'back', theme: 'light' })
  expect(document.documentElement.dataset['theme']).toBe('light')
  const after = await reload()
  expect(after.doorSettings()).toEqual({
    ...after.DEFAULTS,
    source: 'wedge',
    sound: false,
    camera: 'back',
    theme: 'light',
  })
})

it.each(['not JSON', '7', 'null', '{"source":"nose","sound":"loud","camera":3,"theme":""}'])(
  'takes the defaults for rubbish: %s',
  async (stored) => {
    localStorage.setItem('headcount.door', stored)
    const { doorSettings, DEFAULTS } = await reload()
    expect(doorSettings()).toEqual(DEFAULTS)
  },
)

it('works on for this page where nothing can be stored', async () => {
  const { changeDoorSettings, doorSettings } = await reload()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  changeDoorSettings({ sound: false })
  expect(doorSettings().sound).toBe(false)
})
