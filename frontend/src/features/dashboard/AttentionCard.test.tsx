import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'

import type { Event } from '@/api/types'

import { type Attention, type Tried } from './attention'
import { AttentionCard } from './AttentionCard'

vi.mock('@/session/me', () => ({ useRole: () => 'organiser' }))

const event = { slug: 'expo', timezone: 'UTC' } as Event
const at = '2025-11-20T08:50:00Z'
const now = Date.parse('2025-11-20T09:00:00Z')

const lost = (nth: number): Attention => ({
  kind: 'lost',
  id: `lost ${String(nth)}`,
  device: `Phone ${String(nth)}`,
  since: at,
})
const tried = (id: number): Tried => ({
  ...{ at, gate: 'Gate 2', first_gate: 'Gate 1', first_at: at },
  registrant: { id, name: `Person ${String(id)}`, company: '' },
})
const shown = () => screen.getAllByRole('listitem').length

test('the four gravest are shown, and all of them on demand', async () => {
  const items = [1, 2, 3, 4, 5, 6].map(lost)
  render(<AttentionCard event={event} items={items} now={now} />)
  expect(shown()).toBe(4)
  await userEvent.click(screen.getByRole('button', { name: 'Show all 6', expanded: false }))
  expect(shown()).toBe(6)
  await userEvent.click(screen.getByRole('button', { name: 'Show the gravest only', expanded: true }))
  expect(shown()).toBe(4)
})

test('four need no button', () => {
  render(<AttentionCard event={event} items={[1, 2, 3, 4].map(lost)} now={now} />)
  expect(shown()).toBe(4)
  expect(screen.queryByRole('button')).toBeNull()
})

test('many tickets at two doors are one line that holds them all, each with its person', async () => {
  const all = Array.from({ length: 20 }, (_, nth) => tried(nth))
  const items: Attention[] = [{ kind: 'twice_many', id: 'twice', all, since: at }]
  render(<AttentionCard event={event} items={items} now={now} />)
  const group = screen.getByRole<HTMLDetailsElement>('group')
  expect(group.open).toBe(false)
  await userEvent.click(screen.getByText('20 tickets tried at two doors'))
  expect(group.open).toBe(true)
  const person = within(group).getByRole('link', { name: 'Person 19' })
  expect(person.getAttribute('href')).toBe('/o/expo/people/19')
  expect(within(group).getAllByText('let in at Gate 1, refused at Gate 2')).toHaveLength(20)
})
