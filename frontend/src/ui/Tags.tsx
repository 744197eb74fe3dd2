import type { Status } from '@/api/types'
import { STATUS_WORDS } from '@/format/words'
import { t } from '@/i18n/t'

import { Icon, type IconName } from './Icon'

const STATUS_ICONS: Record<Status, IconName> = {
  registered: 'dots',
  confirmed: 'clock',
  checked_in: 'check',
  cancelled: 'cross',
}

/** A status in words (its own, unless others are given), with an icon and a colour that say the same. */
export function StatusTag({ status, words }: { status: Status; words?: string }) {
  return (
    <span className={`status-tag status-${status}`}>
      <Icon name={STATUS_ICONS[status]} size={16} />
      {words ?? t(STATUS_WORDS[status])}
    </span>
  )
}

/** A pass type: its own colour as a mark beside its name, never as the only sign. */
export function PassTag({ name, colour }: { name: string; colour: string }) {
  return (
    <span className="pass-tag">
      <span className="pass-mark" style={{ backgroundColor: colour }} aria-hidden="true" />
      {name}
    </span>
  )
}
