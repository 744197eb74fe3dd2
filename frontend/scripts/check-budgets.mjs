// Fails the build when a face outgrows its budget (kilobytes, gzipped), counted as the browser loads it.
import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const DIST = new URL('../dist/', import.meta.url)
const BUDGETS_KB = { door: { js: 100, css: 12 }, live: { js: 150, css: 12 }, kiosk: { js: 85, css: 12 } }
/** What the door loads besides, when somebody scans with the camera for the first time: the code reader. */
const READER_BUDGETS = [
    { name: 'worker js', file: /^worker-.+\.js$/, budget: 20, packing: 'gz' },
    { name: 'wasm', file: /\.wasm$/, budget: 350, packing: 'br' },
]
/** What the door loads at once after its first paint, to store and decide scans by itself. */
const CORE_BUDGET = { name: 'door core', file: /^openDoor-.+\.js$/, budget: 22, packing: 'gz' }
const WORKER_KB = 5 // the service worker with its list, which is fetched at every look for a new build
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }

/**
 * @param {string} path
 * @param {string} packing
 */
function packedKb(path, packing) {
    const file = readFileSync(new URL(`.${path}`, DIST))
    return (packing === 'br' ? brotliCompressSync(file, QUALITY) : gzipSync(file)).length / 1000
}

let failed = false

/**
 * @param {string} name
 * @param {string[]} files
 * @param {number} budget
 * @param {string} packing
 */
function check(name, files, budget, packing = 'gz') {
    const size = files.reduce((sum, file) => sum + packedKb(file, packing), 0)
    const verdict = size > budget ? 'TOO LARGE' : files.length === 0 ? 'MISSING' : 'ok'
    console.log(`${name.padEnd(11)} ${size.toFixed(1).padStart(6)} of ${budget} kB ${packing}  ${verdict}`)
    failed ||= verdict !== 'ok'
}

for (const [face, budgets] of Object.entries(BUDGETS_KB)) {
    const html = readFileSync(new URL(`${face}.html`, DIST), 'utf8')
    for (const [kind, budget] of Object.entries(budgets)) {
        const files = [...html.matchAll(new RegExp(`"(/assets/[^"]+\\.${kind})"`, 'g'))].map(
            (match) => match[1] ?? '',
        )
        check(`${face.padEnd(6)} ${kind}`, files, budget)
    }
}
const assets = readdirSync(new URL('assets/', DIST))
for (const { name, file, budget, packing } of [CORE_BUDGET, ...READER_BUDGETS]) {
    const files = assets.filter((asset) => file.test(asset)).map((asset) => `/assets/${asset}`)
    check(name, files, budget, packing)
}
check('sw.js', ['/sw.js'], WORKER_KB)
process.exit(failed ? 1 : 0)
