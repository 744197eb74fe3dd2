import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

import type { Event } from '@/api/types'
import { t } from '@/i18n/t'
import { devicesQuery } from '@/event/devicesQuery'
import { formatCount } from '@/format/number'
import { useCounts } from '@/live/useCounts'
import { Icon } from '@/ui/Icon'

import { Card } from './Card'
import { STEPS_WORDS } from './words'

/** What is left to do until the doors are open; gone once somebody was let in. */
export function StepsCard({ event }: { event: Event }) {
  const { slug, closed } = event
  const counts = useCounts(slug).data
  const paired = useQuery(devicesQuery(slug)).data?.filter(
    (device) => device.kind === 'scanner' && device.paired_at !== null && device.revoked_at === null,
  ).length
  const people = counts?.people.total ?? 0
  const admitted = counts?.scans.admitted ?? 0
  if (counts === undefined || admitted > 0) return null
  return (
    <Card title={t(STEPS_WORDS.title)}>
      <ol className="steps">
        <Step
          words={t(STEPS_WORDS.people)}
          hint={
            people > 0 ? t(STEPS_WORDS.peopleDone, { count: formatCount(people) }) : t(STEPS_WORDS.peopleHint)
          }
          isDone={people > 0}
        >
          <Link href={`/o/${slug}/imports`} className="button">
            {t(STEPS_WORDS.import)}
          </Link>
          <a href={`/d/${slug}/search`} className="button">
            {t(STEPS_WORDS.walkIn)}
          </a>
        </Step>
        <Step
          words={t(STEPS_WORDS.scanner)}
          hint={
            paired ? t(STEPS_WORDS.scannerDone, { count: formatCount(paired) }) : t(STEPS_WORDS.scannerHint)
          }
          isDone={Boolean(paired)}
        >
          <Link href={`/o/${slug}/devices`} className="button">
            {t(STEPS_WORDS.pair)}
          </Link>
        </Step>
        <Step
          words={t(STEPS_WORDS.door)}
          hint={closed ? t(STEPS_WORDS.doorClosed) : t(STEPS_WORDS.doorHint)}
          isDone={false}
        >
          <a href={`/d/${slug}/scan`} className="button button-primary">
            {t(STEPS_WORDS.open)}
          </a>
        </Step>
      </ol>
    </Card>
  )
}

interface StepProps {
  words: string
  hint: string
  isDone: boolean
  children: ReactNode
}

function Step({ words, hint, isDone, children }: StepProps) {
  return (
    <li className={isDone ? 'step step-done' : 'step'}>
      <span className="step-mark" aria-hidden="true">
        {isDone && <Icon name="check" size={18} />}
      </span>
      <div>
        <h3>
          {isDone && <span className="visually-hidden">{t(STEPS_WORDS.done)} </span>}
          {words}
        </h3>
        <p className="muted">{hint}</p>
      </div>
      <div className="step-actions">{children}</div>
    </li>
  )
}
