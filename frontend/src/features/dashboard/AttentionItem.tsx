import { Link } from 'wouter'

import type { Event } from '@/api/types'
import { formatClock } from '@/format/time'
import { t } from '@/i18n/t'
import { useRole } from '@/session/me'
import { Icon } from '@/ui/Icon'

import { type Attention, type Tried, twiceItem } from './attention'
import { attentionWords, stepFor } from './attentionWords'

interface AttentionItemProps {
  event: Event
  item: Attention
  since: string | number
}

/** One thing that goes wrong: what, where, since when, and a way to act. */
export function AttentionItem({ event, item, since }: AttentionItemProps) {
  const { what, where } = attentionWords(item)
  return (
    <li className={`attention-item attention-${item.kind}`}>
      <Icon name="warning" size={20} />
      {item.kind === 'twice_many' ? (
        <details className="attention-what">
          <summary>
            <strong>{what}</strong>
          </summary>
          <TriedTickets event={event} all={item.all} />
        </details>
      ) : (
        <span className="attention-what">
          <strong>{what}</strong>
          {where !== '' && <span className="muted">{where}</span>}
        </span>
      )}
      <time className="muted" dateTime={new Date(since).toISOString()}>
        {t('since {time}', { time: formatClock(since, event.timezone) })}
      </time>
      <Step event={event} item={item} />
    </li>
  )
}

function TriedTickets({ event, all }: { event: Event; all: readonly Tried[] }) {
  const role = useRole(event.slug)
  return (
    <ul className="attention-tickets">
      {all.map(twiceItem).map((item) => {
        const { name } = item.tried.registrant
        const step = stepFor(item, event.slug, role)
        return (
          <li key={item.id}>
            <span>{step === null ? name : <Link href={step.href}>{name}</Link>}</span>
            <span className="muted">{attentionWords(item).where}</span>
            <time className="muted" dateTime={item.tried.at}>
              {formatClock(item.tried.at, event.timezone)}
            </time>
          </li>
        )
      })}
    </ul>
  )
}

/** A place on this page is jumped to by the browser itself. */
function Step({ event, item }: { event: Event; item: Attention }) {
  const role = useRole(event.slug)
  const step = stepFor(item, event.slug, role)
  if (step === null) return null
  const words = t(step.words)
  return step.href.startsWith('#') ? <a href={step.href}>{words}</a> : <Link href={step.href}>{words}</Link>
}
