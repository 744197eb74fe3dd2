import { render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { expect, it, test, vi } from 'vitest'

import { CameraView } from './CameraView'
import { type CameraControl, useCamera } from './useCamera'
import { CAMERA_WORDS } from './words'

function control(part: Partial<CameraControl>): CameraControl {
  return {
    state: 'idle',
    devices: [],
    device: null,
    hasTorch: false,
    torch: false,
    isMirrored: false,
    reader: 'loading',
    start: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
    choose: vi.fn(),
    toggleTorch: vi.fn(),
    attach: vi.fn(),
    ...part,
  }
}

test.each(['denied', 'missing', 'busy', 'insecure', 'lost'] as const)(
  '%s has its own words and the way on',
  (state) => {
    render(
      <CameraView camera={control({ state })}>
        <a href="/search">Search by name</a>
      </CameraView>,
    )
    expect(screen.getByRole('alert').textContent).toContain(CAMERA_WORDS[state].title)
    expect(screen.getByRole('link', { name: 'Search by name' })).toBeTruthy()
  },
)

test('no two states have the same words', () => {
  const titles = Object.values(CAMERA_WORDS).map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
})

it('explains the question before the browser asks it', () => {
  const camera = control({})
  render(<CameraView camera={camera}>elsewhere</CameraView>)
  expect(screen.getByText(/Your browser will ask/)).toBeTruthy()
  expect(screen.queryByText('elsewhere')).toBeNull()
  screen.getByRole('button', { name: 'Start scanning' }).click()
  expect(camera.start).toHaveBeenCalled()
})

it('says that codes cannot be read yet although the picture is there', () => {
  const { rerender } = render(<CameraView camera={control({ state: 'running' })} />)
  expect(screen.getByRole('status').textContent).toBe('Loading the code reader')
  rerender(<CameraView camera={control({ state: 'running', reader: 'failed' })} />)
  expect(screen.getByRole('status').textContent).toContain('could not be loaded')
  rerender(<CameraView camera={control({ state: 'running', reader: 'ready' })} />)
  expect(screen.getByRole('status').textContent).toBe('The camera is on')
})

it('leaves it to others to resume, unless it is told how', () => {
  const { rerender } = render(<CameraView camera={control({ state: 'paused' })} />)
  expect(screen.queryByRole('button')).toBeNull()
  const onResume = vi.fn()
  rerender(<CameraView camera={control({ state: 'paused' })} onResume={onResume} />)
  screen.getByRole('button', { name: 'Resume' }).click()
  expect(onResume).toHaveBeenCalled()
})

it('is there in strict mode, and leaves nothing behind', () => {
  function Page() {
    const camera = useCamera({ onCode: vi.fn(), deviceId: 'front' })
    return <CameraView camera={camera} />
  }
  const { unmount } = render(
    <StrictMode>
      <Page />
    </StrictMode>,
  )
  expect(screen.getByRole('button', { name: 'Start scanning' })).toBeTruthy()
  unmount()
})
