import { t } from '@/i18n/t'
import type { DoorState } from '@/door/types'
import { formatCount } from '@/format/number'
import { Meter } from '@/ui/Meter'

/** How far the list is on its way to this device, before the first search can find anybody. */
export function RosterProgress({
  roster: { state, size, total },
  isOnline,
}: {
  roster: DoorState['roster']
  isOnline: boolean
}) {
  const isWaiting = state === 'none' && !isOnline
  return (
    <div className="search-hint">
      <p role="status">
        {isWaiting
          ? t('There is no list on this device yet. It loads as soon as the server can be reached.')
          : t('The list is on its way to this device.')}
      </p>
      {total > 0 && (
        <>
          <Meter part={size} whole={total} />
          <p className="muted">
            {t('{count} of {total} people', { count: formatCount(size), total: formatCount(total) })}
          </p>
        </>
      )}
    </div>
  )
}
