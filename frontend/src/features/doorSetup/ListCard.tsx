import { plural, t } from '@/i18n/t'
import { useDoor } from '@/door/context'
import { formatCount } from '@/format/number'
import { formatAgo, formatClock } from '@/format/time'
import { useInstall } from '@/offline/install'
import { useStorageState } from '@/offline/persist'
import { useNow } from '@/ui/useNow'

import { Facts, SetupCard } from './SetupCard'
import { megabytes } from './setupWords'

/** What this device can do without the server: its list, its storage, its place on the home screen. */
export function ListCard() {
  const { state } = useDoor()
  const now = Math.max(useNow(), state.roster.at ?? 0)
  const { state: storage, keep } = useStorageState()
  const { isInstalled, canInstall, install } = useInstall()
  const { roster, event } = state
  const asOf =
    roster.at === null
      ? '–'
      : t('{clock}, {time} ago', {
          clock: formatClock(roster.at, event.timezone),
          time: formatAgo((now - roster.at) / 1000),
        })
  const isPromised = storage?.isPersistent ?? state.persisted
  return (
    <SetupCard title={t('Without the server')}>
      <Facts
        facts={[
          [
            t('List'),
            roster.state === 'ready'
              ? plural(roster.size, '{count} person', '{count} people')
              : t('not here yet'),
          ],
          [t('As of'), asOf],
          [t('Scans waiting'), formatCount(state.waiting)],
          [
            t('Storage'),
            storageWords(storage?.usedBytes ?? null, storage?.quotaBytes ?? null, state.storage),
          ],
          [t('Kept by the browser'), keptWords(isPromised)],
          [t('On the home screen'), isInstalled ? t('yes') : t('no')],
        ]}
      />
      <div className="setup-actions">
        {isPromised === false && (
          <button type="button" className="button door-button" onClick={() => void keep()}>
            {t('Ask the browser to keep it')}
          </button>
        )}
        {canInstall && (
          <button type="button" className="button door-button" onClick={() => void install()}>
            {t('Put it on the home screen')}
          </button>
        )}
      </div>
      {!isInstalled && !canInstall && (
        <p className="setup-hint">
          {t('To work best without a network: open the menu of the browser and choose “Add to home screen”.')}
        </p>
      )}
    </SetupCard>
  )
}

function keptWords(isPromised: boolean | null): string {
  if (isPromised === null) return t('not known')
  return isPromised ? t('yes') : t('not promised')
}

function storageWords(used: number | null, quota: number | null, state: 'ok' | 'full' | 'unavailable') {
  if (state === 'unavailable') return t('refused by this browser')
  if (state === 'full') return t('full|of a storage')
  if (used === null || quota === null) return t('ok|of a storage')
  return t('{used} of {quota}', { used: megabytes(used), quota: megabytes(quota) })
}
