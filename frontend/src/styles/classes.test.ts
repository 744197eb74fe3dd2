/** Styles come with their pages, and stay when those are left: a class that two of them shape would change under a page. */
import { expect, test } from 'vitest'

const SHEETS = import.meta.glob<string>('/src/**/*.css', { query: '?raw', import: 'default', eager: true })
const PAGES = import.meta.glob<string>('/src/**/*.tsx', { query: '?raw', import: 'default', eager: true })
const COMMENT = /\/\*.*?\*\//gs
/** A rule, outside of any media, whose selector is a class and nothing else. */
const CLASS = /^\.([\w-]+)(?=\s*[,{])/gm

test('a class is shaped by one style sheet', () => {
  const owners = new Map<string, Set<string>>()
  for (const [path, text] of Object.entries(SHEETS)) {
    for (const [, name = ''] of text.replace(COMMENT, '').matchAll(CLASS)) {
      owners.set(name, (owners.get(name) ?? new Set()).add(path))
    }
  }
  expect(owners.size).toBeGreaterThan(100)
  const shared = [...owners].filter(([, sheets]) => sheets.size > 1)
  expect(shared.map(([name, sheets]) => `${name}: ${[...sheets].join(', ')}`)).toEqual([])
})

test('a class that a page names is shaped by a style sheet', () => {
  const shaped = new Set(
    Object.values(SHEETS).flatMap((text) =>
      [...text.replace(COMMENT, '').matchAll(/\.([a-z][\w-]+)/gi)].map(([, name]) => name),
    ),
  )
  const named = Object.entries(PAGES).flatMap(([path, text]) =>
    [...text.matchAll(/className="([^"]*)"/g)].flatMap(([, names = '']) =>
      names.split(' ').map((name) => ({ name, path })),
    ),
  )
  expect(named.length).toBeGreaterThan(200)
  expect(named.filter(({ name }) => !shaped.has(name))).toEqual([])
})
