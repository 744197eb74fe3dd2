/** Every message of every face is translated, no translation is left over, and no page holds a text of its own. */
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import zhDoor from './zhDoor'
import zhKiosk from './zhKiosk'
import zhLive from './zhLive'
import { ZH as COMMON } from './zhCommon'

const SOURCES = import.meta.glob<string>('/src/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const SHARES = import.meta.glob<Record<string, Record<string, string>>>('/src/**/zh*.ts', { eager: true })
const FACES: Record<string, Record<string, string>> = { door: zhDoor, kiosk: zhKiosk, live: zhLive }
/** Every message there is: the types know of no other, but not which face says it. */
const ALL = new Set(Object.values(FACES).flatMap(Object.keys))
const SPEAKING = new Set(['t', 'plural', 'rich'])
const SPOKEN_ATTRIBUTES =
  /^(title|alt|placeholder|label|aria-label|aria-description|aria-valuetext|words|text|empty|what|detail|action|heading)$/
const WORD = /\p{L}{2}/u
const NAMES = new Set(['Headcount'])
/** Begins what the server says: no page has it in its source. */
const OF_SERVER = '#'

interface Module {
  imports: string[]
  messages: string[]
  texts: string[]
  early: string[]
}

const modules = new Map<string, Module>()

function moduleAt(path: string): Module {
  const known = modules.get(path)
  if (known !== undefined) return known
  const read = readModule(path)
  modules.set(path, read)
  return read
}

function readModule(path: string): Module {
  const found: Module = { imports: [], messages: [], texts: [], early: [] }
  if (path.startsWith('/src/i18n/')) return found
  const source = ts.createSourceFile(path, SOURCES[path] ?? '', ts.ScriptTarget.Latest, true, kindOf(path))
  const walk = (node: ts.Node): void => {
    const imported = importOf(node)
    if (imported !== null) found.imports.push(...resolved(path, imported))
    const said = literal(node)
    if (said !== null && ALL.has(said)) found.messages.push(said)
    if (isSpoken(node) && !isInFunction(node)) found.early.push(`${path}: ${node.getText()}`)
    const text = ownText(node)
    if (text !== null && WORD.test(text) && !NAMES.has(text)) found.texts.push(`${path}: ${text}`)
    ts.forEachChild(node, walk)
  }
  walk(source)
  return found
}

function isSpoken(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && SPEAKING.has(node.expression.text)
}

function isInFunction(node: ts.Node): boolean {
  for (let up = node.parent; !ts.isSourceFile(up); up = up.parent) if (ts.isFunctionLike(up)) return true
  return false
}

function kindOf(path: string): ts.ScriptKind {
  return path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
}

function importOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    return literal(node.moduleSpecifier)
  if (ts.isExportDeclaration(node) && !node.isTypeOnly) return literal(node.moduleSpecifier)
  const isLoaded = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isLoaded ? literal(node.arguments[0]) : null
}

function literal(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null
}

function resolved(from: string, name: string): string[] {
  if (!/^(@\/|\.)/.test(name)) return []
  const base = new URL(name.replace(/^@/, '/src'), `file://${from}`).pathname
  return [base, `${base}.ts`, `${base}.tsx`].filter((path) => path in SOURCES)
}

/** Text that a page shows as it stands in its source. */
function ownText(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return node.text.trim()
  if (!ts.isJsxAttribute(node) || !SPOKEN_ATTRIBUTES.test(node.name.getText())) return null
  const value = node.initializer
  if (value !== undefined && ts.isJsxExpression(value)) return literal(value.expression)?.trim() ?? null
  return literal(value)?.trim() ?? null
}

function reachedFrom(entry: string): Module[] {
  const paths = new Set([entry])
  for (const path of paths) for (const next of moduleAt(path).imports) paths.add(next)
  return [...paths].map(moduleAt)
}

/** The places of a message, in the order of the alphabet. */
function namesIn(message: string): string[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()
}

/** What the folders bring to the catalogue of a face, before one of them hides what another says. */
function sharesOf(face: string): Record<string, string>[] {
  const path = `/src/i18n/zh${face.charAt(0).toUpperCase()}${face.slice(1)}.ts`
  const imported = [...(SOURCES[path] ?? '').matchAll(/from '([^']+)'/g)].map(([, name]) => name ?? '')
  const paths = imported.flatMap((name) => resolved(path, name))
  return paths.flatMap((one) => Object.values(SHARES[one] ?? {}))
}

const entryOf = (face: string) => `/src/app/${face}/main.tsx`
const messagesOf = (face: string) => new Set(reachedFrom(entryOf(face)).flatMap(({ messages }) => messages))

describe.each(Object.entries(FACES))('the %s', (face, catalogue) => {
  test('has a translation of all that it says', () => {
    expect([...messagesOf(face)].filter((message) => !(message in catalogue))).toEqual([])
  })

  test('has no translation that it does not use', () => {
    const used = messagesOf(face)
    const own = Object.keys(catalogue).filter(
      (message) => !(message in COMMON) && !message.startsWith(OF_SERVER),
    )
    expect(own.filter((message) => !used.has(message))).toEqual([])
  })

  test('says each message in one way, whichever folder translates it', () => {
    const known: Record<string, string> = {}
    expect(sharesOf(face).length).toBeGreaterThan(1)
    const twice = sharesOf(face)
      .flatMap(Object.entries<string>)
      .filter(([message, translation]) => {
        known[message] ??= translation
        return known[message] !== translation
      })
    expect(twice).toEqual([])
  })

  test('fills the same places in both languages', () => {
    const different = Object.entries(catalogue).filter(
      ([message, translation]) => namesIn(message).join() !== namesIn(translation).join(),
    )
    expect(different).toEqual([])
  })

  test('says nothing in its pages that is no message', () => {
    expect(reachedFrom(entryOf(face)).flatMap(({ texts }) => texts)).toEqual([])
  })
})

test('nothing is said before the translations are there', () => {
  const early = Object.keys(FACES).flatMap((face) =>
    reachedFrom(entryOf(face)).flatMap((module) => module.early),
  )
  expect(early).toEqual([])
})

test('what all share is said by more than one', () => {
  const uses = (message: string) => Object.keys(FACES).filter((face) => messagesOf(face).has(message)).length
  expect(Object.keys(COMMON).filter((message) => uses(message) === 0)).toEqual([])
})
