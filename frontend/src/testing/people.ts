import type { Person } from '@/door/types'

/** Somebody on the roster. */
export function person(id: number, part: Partial<Person> = {}): Person {
  return {
    id,
    name: `Person ${String(id)}`,
    company: 'Nordwind',
    passType: { id: 1, name: 'General', colour: '#0072b2' },
    status: 'registered',
    orderRef: '',
    attention: false,
    note: '',
    presences: [],
    ...part,
  }
}
