/** Builds `src/offline/sw.ts` after the pages, with the list of what the door and the kiosk consist of. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { build, type Plugin } from 'vite'

/** The page views of Django, by the file that they answer with. */
const SHELLS = { 'door.html': '/d/', 'kiosk.html': '/k/' }
const WORKER = 'sw.js'
/** The words of the pages that work with the network only. */
const ONLINE_ONLY = 'zhLive-'
const READABLE = /\.(html|js|css|svg|webmanifest)$/

export function serviceWorker(): Plugin {
  return {
    name: 'headcount-service-worker',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (dir === undefined) return
        const code = await bundled('src/offline/sw.ts')
        const files = precached(dir)
        // The worker's own code counts too: a worker never shares its cache with another one.
        const id = createHash('sha256').update(code).update(JSON.stringify(files)).digest('hex').slice(0, 12)
        const head = `const HEADCOUNT_BUILD=${JSON.stringify({ id, files })};\n`
        writeFileSync(join(dir, WORKER), head + code)
      },
    },
  }
}

/** One classic script: module workers are younger than the oldest browsers that we support. */
async function bundled(input: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { write: false, rolldownOptions: { input, output: { format: 'iife' } } },
  })
  if (!('output' in built)) throw new Error('The service worker was not built')
  return built.output[0].code
}

/** Address and hash of the shells and of every file that they name, directly or through other files. */
function precached(dir: string): [string, string][] {
  const found = new Set(Object.keys(SHELLS))
  const others = new Set(
    filesIn(dir).filter((name) => !name.endsWith('.html') && name !== WORKER && !name.includes(ONLINE_ONLY)),
  )
  for (const file of found) {
    if (!READABLE.test(file)) continue
    const text = readFileSync(join(dir, file), 'utf8')
    for (const other of others) if (text.includes(basename(other))) found.add(other)
  }
  return [...found].sort().map((file) => [addressOf(file), integrityOf(readFileSync(join(dir, file)))])
}

function filesIn(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return paths.map((path) => path.slice(join(dir, '/').length).replaceAll('\\', '/'))
}

function addressOf(file: string): string {
  return file in SHELLS ? SHELLS[file as keyof typeof SHELLS] : `/${file}`
}

function integrityOf(content: Buffer): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`
}
