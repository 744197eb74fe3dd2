/** What the server says of lists and their rows with something of them in it, in the language of the page. */
import { describe, RequestError } from '@/http/result'
import { saidByServer } from '@/http/serverWords'
import { type Message, type Phrase, t } from '@/i18n/t'

import { fieldWords } from './fieldWords'

const REASONS: readonly Message[] = [
  'This is {kind}. Save the list as .xlsx or CSV.',
  'Line {line}: a quote is opened and never closed.',
  'Two columns are called “{heading}”: rename or remove one.',
  'The first row has to name the columns, “name” or “email” among them. It has: {headings}.',
  'Several columns are said to be “{field}”: choose one.',
  'The import was interrupted. Import the list again: what is in already is not doubled.',
  'The import stopped in the middle. Import the list again: what is in already is not doubled.',
  'There are more than {count} bad rows; the rest of them is not listed.',
  'There are {cells} cells for {columns} columns: is a quote or delimiter off?',
  'There is no name and no e-mail address.',
  'This is longer than {count} characters.',
  '“{text}” is no status known here; use one of {known}.',
  '“{text}” is neither yes nor no.',
  '“{text}” is not an e-mail address.',
  '“{text}” is not a number from 1 to {most}.',
  '“{text}” is not a time such as 2026-05-01 09:30.',
  'The year {year} cannot be right.',
  'The code “{text}” is in line {line} already.',
  'The id “{text}” is in line {line} already.',
  'This is the same registrant as in line {line}.',
  'Another registrant has or had this code.',
  'There would be more than {count} pass types: is this the right column?',
  'Nobody on the list fits these filters.',
  'One file holds {count} tickets at most. Filter the list, as by pass type.',
  'The file cannot be read. Choose it again.',
]
/** What a file is that is no list. */
const KINDS: readonly Phrase[] = [
  'a PDF',
  'a picture',
  'an old .xls workbook, or one with a password',
  'a compressed file',
]
/** Values that are words of the server, not of the list. */
const VALUES: Readonly<Record<string, (value: string) => string>> = { kind: kindWords, field: fieldWords }
const IN_COLUMN = / \(column “(.*)”\)$/su

interface Known {
  message: Message
  names: string[]
  pattern: RegExp
}

const KNOWN: readonly Known[] = REASONS.map((message) => {
  const parts = message.split(/\{(\w+)\}/)
  const pattern = parts.map((part, at) => (at % 2 === 0 ? escaped(part) : '(.*?)')).join('')
  return { message, names: parts.filter((_, at) => at % 2 === 1), pattern: new RegExp(`^${pattern}$`, 'su') }
})

function kindWords(kind: string): string {
  const words = KINDS.find((known) => known === kind)
  return words === undefined ? kind : t(words)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The message's values come from the server's own sentence. */
const say = t as (message: Message, values: Record<string, string>) => string

export function reasonWords(reason: string, code = ''): string {
  const column = IN_COLUMN.exec(reason)
  const said = sentenceWords(column === null ? reason : reason.slice(0, column.index), code)
  return column === null
    ? said
    : t('{reason} (column “{heading}”)', { reason: said, heading: column[1] ?? '' })
}

function sentenceWords(sentence: string, code: string): string {
  for (const { message, names, pattern } of KNOWN) {
    const found = pattern.exec(sentence)
    if (found !== null) {
      const values = names.map((name, at) => [name, valueWords(name, found[at + 1] ?? '')] as const)
      return say(message, Object.fromEntries(values))
    }
  }
  return saidByServer(sentence, code)
}

function valueWords(name: string, value: string): string {
  return VALUES[name]?.(value) ?? value
}

/** Why a list was not taken. */
export function failureWords(error: unknown): string {
  if (!(error instanceof RequestError)) return t('Something unexpected happened.')
  const { failure } = error
  if (failure.kind === 'network') return describe(failure)
  const { code, detail, title, errors = {} } = failure.problem
  const reasons = Object.values(errors).flat()
  if (reasons.length > 0) return reasons.map((reason) => reasonWords(reason)).join(' ')
  return reasonWords(detail || title, code)
}
