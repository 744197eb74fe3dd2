/**
 * Messages in the language of the page. A message is its English text; `{name}` stands for a value, and what follows a
 * `|` tells apart two messages that are the same in English. The catalogues beside the features hold the translations:
 * a message that none of them has does not compile. They are loaded before the first rendering, and after the modules: what
 * a module keeps are messages (`Record<Status, Phrase>`), and what a function says is their text (`t(WORDS[status])`).
 */
import { formatCount } from '@/format/number'

import { translationOf } from './catalogue'
import { language } from './language'

export type Message =
  | keyof (typeof import('./zhDoor'))['default']
  | keyof (typeof import('./zhKiosk'))['default']
  | keyof (typeof import('./zhLive'))['default']
/** A message that needs no values. */
export type Phrase = { [M in Message]: [Names<M>] extends [never] ? M : never }[Message]

export type Names<M extends string> = M extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never
type Values<M extends string> = Readonly<Record<Names<M>, string | number>>
type Rest<M extends string> = [Names<M>] extends [never] ? [] : [values: Values<M>]
/** `count` is added to the values of a plural by itself. */
type PluralRest<M extends string> = [Exclude<Names<M>, 'count'>] extends [never]
  ? []
  : [values: Readonly<Record<Exclude<Names<M>, 'count'>, string | number>>]

const rules = new Intl.PluralRules(language)

export function t<M extends Message>(message: M, ...[values]: Rest<M>): string {
  return filled(inLanguage(message), values)
}

/** One of two messages by a number, which `{count}` stands for in both: "1 scan", "12 scans". */
export function plural<M extends Message>(
  count: number,
  one: Message,
  many: M,
  ...[values]: PluralRest<M>
): string {
  const message = rules.select(count) === 'one' ? one : many
  return filled(inLanguage(message), { ...values, count: formatCount(count) })
}

/** The text of a message with its places still in it. */
export function inLanguage(message: string): string {
  return translationOf(message) ?? message.replace(/\|.*$/, '')
}

function filled(text: string, values: Readonly<Record<string, string | number>> | undefined): string {
  if (values === undefined) return text
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
