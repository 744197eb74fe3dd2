/**
 * Recognises a hardware scanner that types like a keyboard: a burst of characters faster than any hand, ended by
 * Enter or Tab. It works wherever the focus is, and gives a text field back what it held before the burst.
 */
import { usCharacter } from './usLayout'

/** Real scanners send a key every 7 to 16 ms; no hand keeps up this pace over a whole code. */
const PACE_MS = 50
/** One slow key does not cut a code in two: half a code would be refused, and a guest sent away. */
const MAX_GAP_MS = 300
const MIN_LENGTH = 6
/** What is shorter is no code; but its end must not press a button either. */
const MIN_BURST = 3
/** A second end (Tab and Enter, or Enter twice) belongs to the scanner too, and must not press a button. */
const SECOND_END_MS = 50

const MODIFIERS = new Set(['Shift', 'CapsLock', 'Alt', 'AltGraph', 'Control', 'Meta'])
/** Keys that type nothing by themselves on this host, but are characters of the code on a US keyboard. */
const COMPOSED = new Set(['Dead', 'Process', 'Unidentified'])

/** One code, read twice: a scanner set to US keys types nonsense on a host with another layout. */
export interface Reading {
  /** As this host typed it. */
  readonly text: string
  /** As a US keyboard would have; empty where the keys cannot be told. */
  readonly usLayout: string
}

interface Burst {
  text: string
  usLayout: string
  length: number
  startedAt: number
  lastAt: number
  field: HTMLInputElement | HTMLTextAreaElement | null
  before: string
}

export type WedgeKey = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'repeat'
  | 'timeStamp'
  | 'target'
  | 'shiftKey'
  | 'ctrlKey'
  | 'metaKey'
  | 'altKey'
  | 'getModifierState'
  | 'preventDefault'
  | 'stopPropagation'
>

/** A keydown handler that calls `onCode` with each code it recognises. */
export function createWedge(onCode: (reading: Reading) => void): (event: WedgeKey) => void {
  let burst: Burst | null = null
  let endedAt = -Infinity
  return (event) => {
    if (burst !== null && event.timeStamp - burst.lastAt > MAX_GAP_MS) burst = null
    if (event.key === 'Enter' || event.key === 'Tab') {
      const scanned = burst !== null && isFast(burst, MIN_LENGTH) ? burst : null
      if (scanned !== null) endedAt = event.timeStamp
      const isSecondEnd = burst === null && event.timeStamp - endedAt <= SECOND_END_MS
      const isStump = burst?.field === null && isFast(burst, MIN_BURST)
      if (scanned !== null || isSecondEnd || isStump) swallow(event)
      burst = null
      if (scanned !== null) finish(scanned, onCode)
    } else if (isCharacter(event)) {
      if (wouldAct(event, burst !== null)) event.preventDefault()
      burst ??= startBurst(event)
      add(burst, event)
    } else if (!MODIFIERS.has(event.key)) {
      burst = null
    }
  }
}

/** A key that is held down repeats as fast as a scanner types, but types one character only. */
function isCharacter(event: WedgeKey): boolean {
  if (event.repeat) return false
  if (COMPOSED.has(event.key)) return usCharacter(event.code, event.shiftKey) !== ''
  const isShortcut = event.ctrlKey || event.metaKey || event.altKey
  return event.key.length === 1 && (!isShortcut || event.getModifierState('AltGraph'))
}

/** A letter chooses another entry of a list, a space presses a button: not when a scanner types them. */
function wouldAct({ key, target }: WedgeKey, isInBurst: boolean): boolean {
  if (target instanceof HTMLSelectElement) return true
  return key === ' ' && isInBurst && !isTextField(target)
}

function isFast({ length, startedAt, lastAt }: Burst, least: number): boolean {
  return length >= least && (lastAt - startedAt) / (length - 1) <= PACE_MS
}

const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'range', 'file', 'color', 'image', 'reset'])

function isTextField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !NO_TEXT.has(target.type)
}

function startBurst(event: WedgeKey): Burst {
  const { target, timeStamp } = event
  const field = isTextField(target) ? target : null
  return {
    text: '',
    usLayout: '',
    length: 0,
    startedAt: timeStamp,
    lastAt: timeStamp,
    field,
    before: field?.value ?? '',
  }
}

function add(burst: Burst, event: WedgeKey): void {
  const us = usCharacter(event.code, event.shiftKey)
  burst.text += event.key.length === 1 ? event.key : us
  burst.usLayout += us
  burst.length += 1
  burst.lastAt = event.timeStamp
}

function swallow(event: WedgeKey): void {
  event.preventDefault()
  event.stopPropagation()
}

function finish(burst: Burst, onCode: (reading: Reading) => void): void {
  if (burst.field !== null) restore(burst.field, burst.before)
  const usLayout = burst.usLayout.length === burst.length ? burst.usLayout : ''
  onCode({ text: burst.text, usLayout })
}

/** Through the prototype's setter: React listens to the field's own one and would take the value for its own. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
