/** What needs attention, in words: what it is, where, and where to go about it. */
import { formatCount } from '@/format/number'
import { type Phrase, plural, t } from '@/i18n/t'

import type { Attention } from './attention'

export interface AttentionWords {
  what: string
  where: string
}

export function attentionWords(item: Attention): AttentionWords {
  switch (item.kind) {
    case 'full':
    case 'nearly_full':
      return placeWords(item)
    case 'conflicts':
      return {
        what: plural(item.count, '{count} conflict to settle', '{count} conflicts to settle'),
        where: '',
      }
    case 'twice':
    case 'twice_many':
      return twiceWords(item)
    case 'refusals':
      return {
        what: t('{count} refusals in {minutes} min', {
          count: formatCount(item.count),
          minutes: item.minutes,
        }),
        where: item.gate,
      }
    case 'waiting':
      return {
        what: plural(item.count, '{count} scan waits on a device', '{count} scans wait on a device'),
        where: item.device,
      }
    case 'lost':
      return { what: t('Device not heard of'), where: item.device }
    case 'silent':
      return { what: t('Nobody comes in while others are busy'), where: item.gate }
  }
}

function placeWords({
  kind,
  place,
  inside,
  capacity,
}: Attention & { kind: 'full' | 'nearly_full' }): AttentionWords {
  const name = { place: place ?? t('The whole event') }
  const numbers = { inside: formatCount(inside), capacity: formatCount(capacity) }
  return {
    what: kind === 'full' ? t('{place} is full', name) : t('{place} is nearly full', name),
    where: t('{inside} of {capacity} inside', numbers),
  }
}

function twiceWords(item: Attention & { kind: 'twice' | 'twice_many' }): AttentionWords {
  if (item.kind === 'twice_many') {
    const { length } = item.all
    const what = plural(length, '{count} ticket tried at two doors', '{count} tickets tried at two doors')
    return { what, where: '' }
  }
  const { registrant, first_gate, gate } = item.tried
  return {
    what: t('One ticket at two doors: {name}', { name: registrant.name }),
    where: t('let in at {first}, refused at {second}', { first: first_gate, second: gate }),
  }
}

export interface Step {
  words: Phrase
  href: string
}

/** Where to act; null for those who cannot. */
export function stepFor(item: Attention, slug: string, role: string | null): Step | null {
  const organises = role === 'organiser'
  switch (item.kind) {
    case 'conflicts':
      return { words: 'Decide', href: '#decisions-title' }
    case 'twice':
      return role === 'viewer'
        ? null
        : { words: 'Open the person', href: `/o/${slug}/people/${String(item.tried.registrant.id)}` }
    case 'twice_many':
      return null
    case 'refusals':
      return organises ? { words: 'See the refusals', href: '#refusals' } : null
    case 'full':
    case 'nearly_full':
      return organises ? { words: 'Change the capacity', href: `/o/${slug}/setup` } : null
    case 'waiting':
    case 'lost':
    case 'silent':
      return organises ? { words: 'See the devices', href: `/o/${slug}/devices` } : null
  }
}
