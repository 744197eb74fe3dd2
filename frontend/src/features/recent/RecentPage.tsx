import { plural, t, type Phrase } from '@/i18n/t'
import './recent.css'

import { useState } from 'react'

import { ConflictCard } from '@/conflicts/ConflictCard'
import { useDoorConflicts } from '@/conflicts/useDoorConflicts'
import { useKept } from '@/conflicts/useKept'
import { useDoor } from '@/door/context'
import type { DeskScan } from '@/door/types'
import { formatCount } from '@/format/number'
import { Notice } from '@/ui/Notice'
import { ReasonDialog } from '@/ui/ReasonDialog'
import { useTitle } from '@/ui/useTitle'

import { groupsOf } from './groups'
import { type Act, ScanList } from './ScanList'

const UNDO_REASONS: readonly Phrase[] = ['Scanned by mistake', 'Wrong person']
const LET_IN_REASONS: readonly Phrase[] = ['Showed a ticket', 'Organiser agreed']

/** What this device has scanned, and what people still have to settle; the latter first. */
export function RecentPage() {
  const { state, desk } = useDoor()
  const [asking, setAsking] = useState<{ act: 'undo' | 'let_in'; scan: DeskScan } | null>(null)
  const groups = groupsOf(state.scans)
  useTitle(t('Recent'), state.event.name)

  const act = (what: Act, scan: DeskScan) => {
    if (what === 'undo' || what === 'let_in') setAsking({ act: what, scan })
    else if (what === 'hold') desk.hold(scan.key)
    else desk.retry(scan.key)
  }
  const confirm = (reason: string) => {
    if (asking?.act === 'undo') desk.undo(asking.scan.key, reason)
    else if (asking !== null) desk.letIn(asking.scan.key, reason)
    setAsking(null)
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll it where no button is in it
    <main className="recent-page" tabIndex={0}>
      <h1 className="visually-hidden">{t('{event}, the last scans here', { event: state.event.name })}</h1>
      <Conflicts />
      <ScanList title={t('Nobody has decided yet')} scans={groups.undecided} state={state} onAct={act} />
      <ScanList title={t('Not taken by the server')} scans={groups.failed} state={state} onAct={act} />
      <ScanList
        title={state.isSignedOut ? t('Waiting until somebody signs in') : t('Waiting for the server')}
        scans={groups.waiting}
        state={state}
        onAct={act}
      />
      <ScanList title={t('Last scans here')} scans={groups.done} state={state} onAct={act} />
      {state.scans.length === 0 && (
        <Notice icon="recent" title={t('No scans on this device yet')}>
          <p className="muted">{t('What is scanned here is listed here, newest first.')}</p>
        </Notice>
      )}
      {asking !== null && (
        <ReasonDialog
          key={asking.scan.key}
          {...dialogOf(asking.act)}
          onConfirm={confirm}
          onClose={() => setAsking(null)}
        />
      )}
    </main>
  )
}

interface DialogWords {
  title: Phrase
  explanation: Phrase
  action: Phrase
  suggestions: readonly Phrase[]
}

function dialogOf(act: 'undo' | 'let_in') {
  const { title, explanation, action, suggestions } = WORDS[act]
  const reasons = suggestions.map((reason) => t(reason))
  return { title: t(title), explanation: t(explanation), action: t(action), suggestions: reasons }
}

const WORDS: Record<'undo' | 'let_in', DialogWords> = {
  undo: {
    title: 'Take this check-in back?',
    explanation: 'The person is no longer inside. The check-in stays visible in the history.',
    action: 'Take back',
    suggestions: UNDO_REASONS,
  },
  let_in: {
    title: 'Let this person in?',
    explanation: 'The code is not on the list of this device. The reason is kept with the scan.',
    action: 'Let in',
    suggestions: LET_IN_REASONS,
  },
}

/** All of the event: whoever is free settles them. */
function Conflicts() {
  const { state, desk } = useDoor()
  const [{ open, count }, settle] = useDoorConflicts(desk)
  const [cards, keep] = useKept(open)
  return (
    <section className="recent-conflicts" aria-labelledby="conflicts-title">
      <h2 id="conflicts-title" className={count > 0 ? undefined : 'visually-hidden'}>
        {count > 0 ? t('Needs a decision ({count})', { count: formatCount(count) }) : t('Needs a decision')}
      </h2>
      <p role="status" className="visually-hidden">
        {count > 0
          ? plural(count, '{count} conflict to settle', '{count} conflicts to settle')
          : t('Nothing to settle')}
      </p>
      {cards.map((conflict) => (
        <ConflictCard
          key={conflict.id}
          conflict={conflict}
          zone={state.event.timezone}
          isOpen={open.includes(conflict)}
          settle={settle}
          keep={keep}
        />
      ))}
    </section>
  )
}
