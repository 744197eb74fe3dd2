// Packs the built files once, next to themselves, so that the server sends them small and packs nothing itself.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ASSETS = new URL('../dist/assets/', import.meta.url)
/** Below this the headers weigh more than what is saved. */
const LEAST_BYTES = 500

for (const name of readdirSync(ASSETS)) {
    if (!/\.(js|css|svg|wasm)$/.test(name)) continue
    const file = readFileSync(new URL(name, ASSETS))
    if (file.length < LEAST_BYTES) continue
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: file.length }
    writeFileSync(new URL(`${name}.br`, ASSETS), brotliCompressSync(file, { params }))
    writeFileSync(new URL(`${name}.gz`, ASSETS), gzipSync(file, { level: 9 }))
}
