import { plural, t } from '@/i18n/t'
import type { Desk, DoorState } from '@/door/types'
import { formatClock } from '@/format/time'
import { WalkIn } from '@/walkIn/WalkIn'

interface NothingFoundProps {
  query: string
  state: DoorState
  desk: Desk
  onDone: () => void
}

/** Says in which list nobody was found, and the way on. */
export function NothingFound({ query, state, onDone }: NothingFoundProps) {
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
      <WalkIn name={query} onDone={onDone} />
    </div>
  )
}
