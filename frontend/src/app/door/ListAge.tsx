import { t } from '@/i18n/t'
import { useDoor } from '@/door/context'
import { formatShare } from '@/format/number'
import { formatClock } from '@/format/time'
import { useNow } from '@/ui/useNow'

const OLD_MS = 15 * 60_000

/** Says how far the list has come while it is loaded, and later only when it is old. */
export function ListAge() {
  const {
    desk,
    state: { roster, event },
  } = useDoor()
  useNow(10_000)
  if (roster.state !== 'ready') {
    return <p className="list-age">{roster.state === 'loading' ? loadingWords(roster) : t('No list yet')}</p>
  }
  if (roster.at === null || desk.now() - roster.at < OLD_MS) return null
  return (
    <p className="list-age list-old">
      {t('List of {time}', { time: formatClock(roster.at, event.timezone) })}
    </p>
  )
}

function loadingWords({ size, total }: { size: number; total: number }): string {
  return total > 0
    ? t('Loading the list {share}', { share: formatShare(size, total) })
    : t('Loading the list')
}
