import { language } from '@/i18n/language'

import type { Verdict } from './verdict'

const MARKS = language === 'en' ? { stop: '. ', comma: ', ' } : { stop: '。', comma: '，' }

/** The verdict as one line for a screen reader; nothing while the answer is awaited for the first time. */
export function spoken(verdict: Verdict): string {
  if (verdict.kind === 'waiting' && verdict.lines.length === 0) return ''
  const { headline, name, lines, previous, note } = verdict
  const parts = [headline, name, ...lines, previous, note]
  const said = parts.flatMap((part) =>
    part ? [part.replace(/[.。\s]+$/, '').replaceAll(' · ', MARKS.comma)] : [],
  )
  return (said.join(MARKS.stop) + MARKS.stop).trim()
}
