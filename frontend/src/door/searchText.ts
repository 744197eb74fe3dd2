/**
 * What people are searched in: the words of each on a line, a thousand lines to a text. Looking through such a text with
 * `indexOf` is faster than any index of ours, and costs no memory beside it.
 */
import { searchWords, UNSPACED, words } from './words'

const LINES = 1000
const MOST_WORDS = 10
const FEWEST_LETTERS = 2
/** More than anybody reads. Found first are those who are longest on the list. */
const MOST_HITS = 500
/** After the words of the name. */
const NAME_ENDS = '\t'

interface Block {
  /** Until it is searched again. */
  lines: string[] | null
  text: string
  /** Where each line of the text begins. */
  starts: Uint32Array
}

interface Hit {
  row: number
  rank: number
  line: string
}

export class SearchText {
  readonly #blocks: Block[] = []

  put(row: number, name: string, company: string): void {
    const number = Math.floor(row / LINES)
    const block = (this.#blocks[number] ??= { lines: [], text: '', starts: new Uint32Array(0) })
    block.lines ??= linesOf(block)
    block.lines[row % LINES] = lineOf(name, company)
  }

  /** Rows of whom every word of the query begins a word; those whose name begins like it come first. */
  find(query: string, limit: number): number[] {
    const wanted = words(query).slice(0, MOST_WORDS)
    if (!isEnough(wanted.join(''))) return []
    const starts = wanted.map(marked)
    const rarestFirst = this.#rarestFirst(starts)
    const hits: Hit[] = []
    for (const [number, block] of this.#blocks.entries()) {
      if (hits.length >= MOST_HITS) break
      search(pack(block), rarestFirst, (nth, line) => {
        hits.push({ row: number * LINES + nth, rank: rankOf(line, starts[0] ?? ''), line })
        return hits.length < MOST_HITS
      })
    }
    return hits
      .sort(byRank)
      .slice(0, limit)
      .map(({ row }) => row)
  }

  /** The rarest is looked for, the others in its lines only. How rare a word is, the first thousand people tell. */
  #rarestFirst(starts: string[]): string[] {
    const sample = this.#blocks[0]
    if (sample === undefined || starts.length === 1) return starts
    const { text } = pack(sample)
    return starts
      .map((start) => ({ start, count: text.split(start).length }))
      .sort((a, b) => a.count - b.count || b.start.length - a.start.length)
      .map(({ start }) => start)
  }

  /** Makes texts of all lines now, so that the first search is as fast as the others. */
  pack(): void {
    this.#blocks.forEach(pack)
  }
}

/** One character says much where words are written without spaces: a family name, most often. */
function isEnough(letters: string): boolean {
  return letters.length >= FEWEST_LETTERS || UNSPACED.test(letters)
}

function lineOf(name: string, company: string): string {
  return `${wordsOf(name)}${NAME_ENDS}${wordsOf(company)}`
}

function wordsOf(text: string): string {
  return searchWords(text).map(marked).join('')
}

/**
 * Where a word begins shows in its first letter: a capital, since folded words have none. A capital is rare, and what is
 * looked for begins with it, so that most of a text is passed over. Words that begin with no letter of ours get a space.
 */
function marked(word: string): string {
  const first = word.charAt(0)
  return first >= 'a' && first <= 'z' ? first.toUpperCase() + word.slice(1) : ` ${word}`
}

function linesOf({ text, starts }: Block): string[] {
  return starts.length === 0 ? [] : text.slice(1).split('\n')
}

function pack(block: Block): Block {
  if (block.lines === null) return block
  const starts = new Uint32Array(block.lines.length)
  let at = 0
  for (const [nth, line] of block.lines.entries()) {
    starts[nth] = at
    at += line.length + 1
  }
  block.text = `\n${block.lines.join('\n')}`
  block.starts = starts
  block.lines = null
  return block
}

/** Tells every line that has all of the words, until it is told to stop. */
function search(
  { text, starts: lineStarts }: Block,
  [rarest = '', ...others]: string[],
  found: (nth: number, line: string) => boolean,
): void {
  let at = text.indexOf(rarest)
  while (at >= 0) {
    const nth = lineAt(lineStarts, at)
    const begin = (lineStarts[nth] ?? 0) + 1
    const end = lineStarts[nth + 1] ?? text.length
    const line = text.slice(begin, end)
    if (others.every((other) => line.includes(other)) && !found(nth, line)) return
    at = text.indexOf(rarest, end)
  }
}

/** The last line that begins before this place. */
function lineAt(starts: Uint32Array, place: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}

function rankOf(line: string, start: string): number {
  const at = line.indexOf(start)
  if (at === 0) return 0
  return at >= 0 && at < line.indexOf(NAME_ENDS) ? 1 : 2
}

function byRank(a: Hit, b: Hit): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  return a.line < b.line ? -1 : a.line > b.line ? 1 : a.row - b.row
}
