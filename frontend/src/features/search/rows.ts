/** What the search shows of each person found, and what can be done for them at this gate. */
import { t } from '@/i18n/t'
import type { Direction } from '@/api/types'
import type { Person } from '@/door/types'
import { formatClock } from '@/format/time'

export interface Row {
  person: Person
  /** 'expected', 'in 09:12', 'cancelled'. */
  words: string
  tone: 'plain' | 'in' | 'bad'
  /** 'go': a scan will most likely pass. 'already': it will not, and its card says why. Null: nothing to be done. */
  action: 'go' | 'already' | null
  /** On the first row of an order of several people: those of them who are still to come (or to go). */
  party: { size: number; missing: readonly Person[] } | null
}

export interface Place {
  /** The area of this device's gate; null: no gate chosen. */
  area: number | null
  direction: Direction
  zone: string
}

/** `others` gives the rest of somebody's order. */
export function rowsOf(
  people: readonly Person[],
  place: Place,
  others: (id: number) => readonly Person[],
): Row[] {
  const orders = new Set<string>()
  return people.map((person) => {
    const row = { person, ...stateOf(person, place), party: null }
    if (person.orderRef === '' || orders.has(person.orderRef)) return row
    orders.add(person.orderRef)
    return { ...row, party: partyOf([person, ...others(person.id)], place) }
  })
}

function partyOf(members: readonly Person[], place: Place): Row['party'] {
  const missing = members.filter((member) => stateOf(member, place).action === 'go')
  return missing.length > 1 ? { size: members.length, missing } : null
}

function stateOf(person: Person, { area, direction, zone }: Place): Pick<Row, 'words' | 'tone' | 'action'> {
  if (person.status === 'cancelled') return { words: t('cancelled|of a guest'), tone: 'bad', action: null }
  const here = person.presences.find((presence) => presence.area === area)
  if (here?.inside === true) {
    const action = direction === 'exit' ? 'go' : 'already'
    return { words: t('in {time}', { time: formatClock(here.at, zone) }), tone: 'in', action }
  }
  const words =
    here !== undefined
      ? t('left {time}', { time: formatClock(here.at, zone) })
      : person.status === 'checked_in'
        ? t('checked in')
        : t('expected|of a guest')
  return { words, tone: 'plain', action: direction === 'exit' ? 'already' : 'go' }
}

/** The words on a row's button. */
export function actionWords(action: NonNullable<Row['action']>, direction: Direction): string {
  if (action === 'go') return direction === 'exit' ? t('Out') : t('In')
  return direction === 'exit' ? t('Not in') : t('Already')
}

export function partyWords({ size, missing }: NonNullable<Row['party']>, direction: Direction): string {
  const count = missing.length
  if (direction === 'exit') {
    return count === size
      ? t('Check out all {count} of this order', { count })
      : t('Check out the {count} missing of this order', { count })
  }
  return count === size
    ? t('Check in all {count} of this order', { count })
    : t('Check in the {count} missing of this order', { count })
}
