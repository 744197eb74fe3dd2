import { t } from '@/i18n/t'
import { useEffect, useState } from 'react'

import type { Event, OwnDevice } from '@/api/types'
import { appVersion } from '@/device/appVersion'
import { formatMoment } from '@/format/time'
import type { LiveCounts } from '@/live/countsStore'

import type { Healer } from './healer'
import { readReloads } from './reloadLog'

/** Nobody is there to put it away again. */
const SHOWN_MS = 120_000

interface DiagnosticsProps {
  live: LiveCounts
  healer: Healer
  event: Event
  device: OwnDevice | null
  now: number
}

/** How this display is doing, for those who look after it: Ctrl+Shift+K shows and hides it. */
export function Diagnostics(props: DiagnosticsProps) {
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    const toggle = (key: KeyboardEvent) => {
      if (!key.ctrlKey || !key.shiftKey || key.code !== 'KeyK') return
      key.preventDefault()
      setIsShown((before) => !before)
    }
    window.addEventListener('keydown', toggle)
    return () => window.removeEventListener('keydown', toggle)
  }, [])
  useEffect(() => {
    if (!isShown) return
    const timer = setTimeout(() => setIsShown(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isShown])
  if (!isShown) return null
  return (
    <section className="kiosk-diagnostics" aria-label={t('Diagnostics')}>
      <dl>
        {facts(props).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function facts({ live, healer, event, device, now }: DiagnosticsProps): [string, string][] {
  const { link, counts, heardAt, clockOffsetMs } = live
  const { planned, error, startedAt, dailyAt, tries } = healer.report()
  const moment = (at: number | null) => (at === null ? '–' : formatMoment(at, event.timezone))
  const { past } = readReloads()
  return [
    [t('Build'), appVersion()],
    [t('Event'), `${event.slug}, ${event.timezone}`],
    [t('Device'), device === null ? 'a signed-in user' : `${device.name} (${device.id})`],
    [
      t('Link'),
      `${link.phase}, ${link.failures} failures${link.refusal === null ? '' : `, ${link.refusal}`}`,
    ],
    [t('Last heard'), moment(heardAt)],
    [t('Counts'), counts === null ? '–' : `revision ${counts.revision}, ${moment(Date.parse(counts.as_of))}`],
    [t('Clock'), `${moment(now)}, ${clockOffsetMs === null ? '–' : `${clockOffsetMs} ms behind the server`}`],
    [t('Network'), navigator.onLine ? 'online' : 'offline'],
    [t('Running since'), moment(startedAt)],
    [t('Daily reload'), moment(dailyAt)],
    [t('Reloads'), past.map(({ at, why }) => `${moment(at)} ${why}`).join('; ') || 'none'],
    [t('Next reload'), planned === '' ? 'none' : `${planned}, after ${tries} tries`],
    [t('Last error'), error || 'none'],
    [t('Screen'), `${innerWidth} × ${innerHeight}, ${devicePixelRatio}x`],
  ]
}
