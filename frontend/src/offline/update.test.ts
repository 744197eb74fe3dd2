import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type Updates = typeof import('./update')

const reload = vi.fn()
const postMessage = vi.fn()
const waiting = { postMessage } as unknown as ServiceWorker

/** Grants at once: no other page is busy. */
const locks = {
  request: (_name: string, ...rest: unknown[]) => Promise.resolve().then(rest.at(-1) as () => unknown),
}

let updates: Updates
let container: EventTarget

function pageOf(controller: ServiceWorker | null): void {
  container = Object.assign(new EventTarget(), { controller })
  updates.reloadOnSwitch(container as unknown as ServiceWorkerContainer)
}

beforeEach(async () => {
  vi.useFakeTimers()
  vi.resetModules()
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true })
  vi.spyOn(window.location, 'reload').mockImplementation(reload)
  reload.mockClear()
  postMessage.mockClear()
  updates = await import('./update')
})

afterEach(() => {
  cleanup()
  Reflect.deleteProperty(navigator, 'locks')
  vi.useRealTimers()
})

async function newBuild(isFirst = false) {
  const registration = { active: isFirst ? null : waiting, waiting }
  await act(() => {
    updates.noteWaiting(registration as unknown as ServiceWorkerRegistration)
    return vi.advanceTimersByTimeAsync(0)
  })
}

async function switchOver() {
  container.dispatchEvent(new Event('controllerchange'))
  await vi.advanceTimersByTimeAsync(0)
}

const after = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000))

test('a page that is never busy takes a new build at once', async () => {
  pageOf(waiting)
  await newBuild()
  expect(postMessage).toHaveBeenCalledWith('activate-now')
  await switchOver()
  await switchOver()
  expect(reload).toHaveBeenCalledOnce()
})

test('the first worker of all is no update, and its taking charge no reason to reload', async () => {
  pageOf(null)
  const { result } = renderHook(() => updates.useUpdate(false))
  await newBuild(true)
  expect(result.current.isReady).toBe(false)
  expect(postMessage).not.toHaveBeenCalled()
})

test('taking charge of a page that had no worker does not reload it', async () => {
  pageOf(null)
  await switchOver()
  expect(reload).not.toHaveBeenCalled()
})

test('the door takes it after half a minute in which nothing happened', async () => {
  const { result, rerender } = renderHook(({ isIdle }) => updates.useUpdate(isIdle), {
    initialProps: { isIdle: true },
  })
  await newBuild()
  expect(result.current.isReady).toBe(true)
  await after(20)
  rerender({ isIdle: false })
  await after(60)
  rerender({ isIdle: true })
  await after(29)
  expect(postMessage).not.toHaveBeenCalled()
  await after(2)
  expect(postMessage).toHaveBeenCalledOnce()
})

test('a card that follows a card leaves no gap', async () => {
  const { rerender } = renderHook(({ isIdle }) => updates.useUpdate(isIdle), {
    initialProps: { isIdle: false },
  })
  await newBuild()
  rerender({ isIdle: true })
  rerender({ isIdle: false })
  await after(120)
  expect(postMessage).not.toHaveBeenCalled()
})

test('nobody is interrupted in the middle of writing', async () => {
  const choice = document.body.appendChild(document.createElement('input'))
  choice.type = 'radio'
  const field = document.body.appendChild(document.createElement('input'))
  field.focus()
  field.value = 'ZOE-00'
  renderHook(() => updates.useUpdate(true))
  await newBuild()
  await after(31)
  expect(postMessage).not.toHaveBeenCalled()
  choice.focus() // as it is left by whoever chose a direction
  await after(31)
  expect(postMessage).toHaveBeenCalledOnce()
  field.remove()
  choice.remove()
})

test('whoever asks for it gets it at once', async () => {
  pageOf(waiting)
  const { result } = renderHook(() => updates.useUpdate(false))
  await newBuild()
  result.current.apply()
  expect(postMessage).toHaveBeenCalledOnce()
  await switchOver()
  expect(reload).toHaveBeenCalledOnce()
})

test('a page that is busy when another one switches reloads when it is idle', async () => {
  pageOf(waiting)
  const { rerender } = renderHook(({ isIdle }) => updates.useUpdate(isIdle), {
    initialProps: { isIdle: false },
  })
  await switchOver()
  expect(reload).not.toHaveBeenCalled()
  rerender({ isIdle: true })
  await after(31)
  expect(reload).toHaveBeenCalledOnce()
})
