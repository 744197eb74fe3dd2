import { t } from '@/i18n/t'
import { useUpdate } from '@/offline/update'

/** A new version waits. It comes by itself when the card has been empty for a while, or at once by a tap. */
export function UpdateBanner({ isIdle }: { isIdle: boolean }) {
  const { isReady, apply } = useUpdate(isIdle)
  if (!isReady) return null
  return (
    <div className="update-banner">
      <p role="status">
        {t('A new version is ready. It comes by itself when nobody scans for half a minute.')}
      </p>
      <button type="button" className="button" onClick={apply}>
        {t('Take it now')}
      </button>
    </div>
  )
}
