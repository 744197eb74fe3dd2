import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'

import type { Desk } from '@/door/types'

import { registerWalkIn } from './registerWalkIn'
import { useWalkIn } from './useWalkIn'

vi.mock('./registerWalkIn', () => ({ registerWalkIn: vi.fn() }))

test('nobody is registered as somebody else who signed in here', async () => {
  const failure = { kind: 'network' as const, detail: 'Somebody else is signed in here.' }
  const desk = {
    state: () => ({ slug: 'expo' }),
    now: () => 0,
    trusted: () => Promise.resolve(failure),
  } as unknown as Desk
  const { result } = renderHook(() => useWalkIn(desk, 1))
  act(() => result.current.submit({ name: 'Mara', company: '', email: '', pass_type: null, note: '' }))
  await waitFor(() => expect(result.current.problem).toContain('Somebody else is signed in here.'))
  expect(registerWalkIn).not.toHaveBeenCalled()
})
