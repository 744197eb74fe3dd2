import { act, renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

import { useDrop } from './useDrop'

const file = new File(['name\nAda\n'], 'list.csv')

/** What the browser tells; whether the page keeps it from opening the file is in the answer. */
function happens(type: string, types = ['Files'], files = [file]): Event & { dataTransfer: DataTransfer } {
  const event = new Event(type, { cancelable: true })
  const dataTransfer = { types, files, dropEffect: 'copy' }
  Object.assign(event, { dataTransfer })
  act(() => void window.dispatchEvent(event))
  return event as Event & { dataTransfer: DataTransfer }
}

test('a file is taken wherever it is dropped', () => {
  const onFile = vi.fn()
  const { result } = renderHook(() => useDrop(onFile))
  expect(happens('dragover').defaultPrevented).toBe(true)
  expect(result.current).toBe(true)
  expect(happens('drop').defaultPrevented).toBe(true)
  expect(result.current).toBe(false)
  expect(onFile).toHaveBeenCalledExactlyOnceWith(file)
})

test('one that is not wanted now is not opened by the browser either', () => {
  const onFile = vi.fn()
  const { result, rerender } = renderHook(({ to }) => useDrop(to), {
    initialProps: { to: onFile as ((file: File) => void) | null },
  })
  rerender({ to: null })
  expect(happens('dragover').dataTransfer.dropEffect).toBe('none')
  expect(result.current).toBe(false)
  expect(happens('drop').defaultPrevented).toBe(true)
  expect(onFile).not.toHaveBeenCalled()
})

test('words are dropped into fields as everywhere', () => {
  const onFile = vi.fn()
  renderHook(() => useDrop(onFile))
  for (const type of ['dragover', 'drop'])
    expect(happens(type, ['text/plain'], []).defaultPrevented).toBe(false)
  expect(onFile).not.toHaveBeenCalled()
})
