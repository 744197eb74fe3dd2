import { plural, t, type Phrase } from '@/i18n/t'
import './scan.css'

import type { OffReason } from '@/device/ownDevice'
import type { Leftovers as Left } from '@/door/leftovers'
import { isOthers } from '@/door/trust'
import type { DeskScan } from '@/door/types'
import { Icon } from '@/ui/Icon'
import { useTitle } from '@/ui/useTitle'
import { useWarningBeforeLeaving } from '@/ui/useWarningBeforeLeaving'

import type { HandOver } from './handOver'
import { useLeftovers } from './useLeftovers'

interface SwitchedOffProps {
  slug: string
  reason: OffReason
  scans: readonly DeskScan[]
}

const WORDS: Record<OffReason, { title: Phrase; detail: Phrase }> = {
  revoked: {
    title: 'This device was switched off',
    detail: 'An organiser switched it off. It can scan no more.',
  },
  unpaired: {
    title: 'This device is not paired any more',
    detail: 'Its time is over, or another device took its place. It can scan no more.',
  },
}

/** The end of a scanner. What it still held is handed to the organiser, and the page says so. */
export function SwitchedOff({ slug, reason, scans }: SwitchedOffProps) {
  const { title, detail } = WORDS[reason]
  useTitle(t(title))
  return (
    <main className="switched-off">
      <Icon name="power" size={56} />
      <h1>{t(title)}</h1>
      <p>{t(detail)}</p>
      <Leftovers slug={slug} scans={scans} />
      <a className="button door-button" href="/j/">
        {t('Pair it again')}
      </a>
    </main>
  )
}

function Leftovers({ slug, scans }: { slug: string; scans: readonly DeskScan[] }) {
  const { left, result, isDone, forget } = useLeftovers(slug, scans)
  const held = left?.scans ?? []
  const others = left?.others ?? []
  useWarningBeforeLeaving(!isDone && held.length + others.length > 0)
  if (held.length + others.length === 0) return null
  const isStuck = result?.failure === null && result.kept < held.length
  return (
    <div role="status" className="switched-off-scans">
      {held.length > 0 && (
        <p>
          <strong>{leftoverWords(held.length, result)}</strong>
        </p>
      )}
      {isStuck && (
        <>
          <p>{t('Keep this page open and show it to the organiser.')}</p>
          <p className="switched-off-codes">{held.map(({ who }) => who).join(', ')}</p>
        </>
      )}
      {others.length > 0 && <ForPeople others={others} onForget={forget} />}
    </div>
  )
}

/** What the server takes from nobody who is switched off: an organiser reads it here. */
function ForPeople({ others, onForget }: { others: Left['others']; onForget: () => void }) {
  return (
    <>
      <p>{t('These were never sent. Show them to the organiser:')}</p>
      <ul className="switched-off-codes">
        {others.map(({ key, who, what }) => (
          <li key={key}>{t('{who}: {what}', { who, what: t(what) })}</li>
        ))}
      </ul>
      <button type="button" className="button door-button" onClick={onForget}>
        {t('The organiser has noted them')}
      </button>
    </>
  )
}

function leftoverWords(held: number, result: HandOver | null): string {
  if (result === null) {
    return plural(
      held,
      'Handing over {count} scan that had no answer…',
      'Handing over {count} scans that had no answer…',
    )
  }
  if (result.failure !== null) {
    return isOthers(result.failure)
      ? plural(
          held,
          '{count} scan of this scanner cannot be handed over while somebody is signed in here. Sign out first.',
          '{count} scans of this scanner cannot be handed over while somebody is signed in here. Sign out first.',
        )
      : plural(
          held,
          '{count} scan still to be handed over. The next try comes by itself.',
          '{count} scans still to be handed over. The next try comes by itself.',
        )
  }
  if (result.kept < held) {
    return plural(
      held,
      '{count} scan had no answer and could not be handed over.',
      '{count} scans had no answer and could not be handed over.',
    )
  }
  return plural(
    held,
    '{count} scan had no answer. It is kept: the organiser decides whether it counts.',
    '{count} scans had no answer. They are kept: the organiser decides whether they count.',
  )
}
