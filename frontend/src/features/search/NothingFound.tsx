import { plural, t } from '@/i18n/t'
import type { DoorState } from '@/door/types'
import { formatClock } from '@/format/time'
import { Icon } from '@/ui/Icon'

interface NothingFoundProps {
  query: string
  state: DoorState
  onRegister: () => void
}

/** Says in which list nobody was found, and the way on. */
export function NothingFound({ query, state, onRegister }: NothingFoundProps) {
  const { at, size } = state.roster
  return (
    <div className="nothing-found">
      <p role="status" className="notice-title">
        {t('Nobody called “{name}”.', { name: query })}
      </p>
      <p className="muted">
        {at === null
          ? plural(
              size,
              'List, {count} person. Fewer letters find more.',
              'List, {count} people. Fewer letters find more.',
            )
          : plural(
              size,
              'List of {time}, {count} person. Fewer letters find more.',
              'List of {time}, {count} people. Fewer letters find more.',
              { time: formatClock(at, state.event.timezone) },
            )}
      </p>
      <button type="button" className="button door-button" onClick={onRegister}>
        <Icon name="plus" />
        {t('Register at the door')}
      </button>
    </div>
  )
}
