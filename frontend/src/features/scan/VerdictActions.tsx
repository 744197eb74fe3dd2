import { t } from '@/i18n/t'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { useDoor } from '@/door/context'

import type { ShownScan } from './shownScans'
import type { CardActions } from './VerdictCard'

/** The ways on from a card, the likeliest last: it is nearest to the thumb. */
export function VerdictActions({ card, actions }: { card: ShownScan; actions: CardActions }) {
  const { state } = useDoor()
  const { scan, verdict, more } = card
  if (verdict.kind === 'unknown_offline') {
    return (
      <div className="verdict-actions">
        <Action onClick={() => actions.hold(scan)}>{t('Hold')}</Action>
        <Action onClick={() => actions.letIn(scan)}>{t('Let in and note')}</Action>
      </div>
    )
  }
  if (verdict.staysMs !== null || verdict.kind === 'waiting') return null
  const isOverridable = verdict.kind !== 'contradicted' && (scan.answer ?? scan.local)?.overridable === true
  return (
    <div className="verdict-actions">
      {verdict.kind === 'unknown' && (
        <Link className="button door-button" href={`/d/${state.slug}/search`} onClick={actions.dismiss}>
          {t('Search by name')}
        </Link>
      )}
      {isOverridable && <Action onClick={() => actions.override(scan)}>{t('Let in anyway')}</Action>}
      {scan.state === 'failed' && <Action onClick={() => actions.retry(scan)}>{t('Send again')}</Action>}
      {more > 0 && (
        <Link className="button door-button" href={`/d/${state.slug}/recent`} onClick={actions.dismissAll}>
          {t('See all {count}', { count: more + 1 })}
        </Link>
      )}
      <Action onClick={actions.dismiss}>{more > 0 ? t('Next') : t('Dismiss')}</Action>
    </div>
  )
}

function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="button door-button" onClick={onClick}>
      {children}
    </button>
  )
}
