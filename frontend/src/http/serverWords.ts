/**
 * The server speaks English. What it says is translated here: by its words where they are known (`zhServer.ts`), with
 * the numbers in them, else by the code of the problem, which says less. What neither knows stays as it came.
 */
import { translationOf } from '@/i18n/catalogue'

/** Marks in the catalogues what the server says, and no page. */
const MARK = '#'
const NUMBER = /\d[\d,]*/g

export function saidByServer(text: string, code = ''): string {
  const numbers = text.match(NUMBER) ?? []
  const known = translationOf(MARK + text.replace(NUMBER, '{n}'))
  if (known === undefined) return translationOf(MARK + familyOf(code)) ?? text
  let nth = 0
  return known.replace(/\{n\}/g, () => numbers[nth++] ?? '')
}

/** Answers without a problem document (`http_502`) are told apart by whose fault they are. */
function familyOf(code: string): string {
  return code.replace(/^(http_\d)\d\d$/, '$1xx')
}
