/** Names as they are searched: `checkin/services/search.py`, word for word (`tests/vectors/search.json`). */

const ASCII = /^[\0-\x7f]*$/
// letters that no decomposition takes apart (Unicode has no accent in them)
const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
}
const LETTER = /[øłđðþæœħıŧ]/g
const ASCII_WORD = /[a-z0-9]+/g
const WORD = /[\p{L}\p{N}]+/gu
// scripts written without spaces: any part of a run may be searched for, so each suffix counts as a word
export const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/
const LONGEST_WORD = 60
const MOST_SUFFIXES = 20
const IOTA_BELOW = '\u0345'

/** Case, accents, width and ligatures taken away: `Müller`, `MULLER` and `ｍｕｌｌｅｒ` are one. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  const bare = casefold(text).normalize('NFKD').replace(/\p{M}/gu, withoutCombining)
  return casefold(bare).replace(LETTER, (letter) => LETTERS[letter] ?? letter)
}

export function words(text: string): string[] {
  const folded = fold(text)
  return (folded.match(ASCII.test(folded) ? ASCII_WORD : WORD) ?? []).map(shortened)
}

/** What somebody is found by: each distinct word once. */
export function searchWords(text: string): string[] {
  const found = new Set(words(text))
  for (const word of [...found]) {
    if (ASCII.test(word) || !UNSPACED.test(word)) continue
    const letters = Array.from(word)
    for (let from = 1; from < Math.min(letters.length, MOST_SUFFIXES); from++) {
      found.add(letters.slice(from).join(''))
    }
  }
  return [...found]
}

function shortened(word: string): string {
  return word.length > LONGEST_WORD ? Array.from(word).slice(0, LONGEST_WORD).join('') : word
}

/** Python's `str.casefold`, which this language lacks: through capitals, which take `ß` apart as well. */
function casefold(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

/** Marks that have a combining class go, the others stay: as `unicodedata.combining` tells them apart. */
function withoutCombining(mark: string): string {
  if (mark === IOTA_BELOW) return '' // the one mark of the highest class
  // put in order, a mark of any lower class changes places with it; one without a class does not
  const moves = !(IOTA_BELOW + mark).normalize('NFD').startsWith(IOTA_BELOW)
  return moves ? '' : mark
}
