/** Codes as the roster knows them: salted hashes, so that a lost phone gives no code away. */
import { sha256 } from '@noble/hashes/sha2.js'

const HASH_BYTES = 12
const ENCODER = new TextEncoder()

/** What the server strips from a code before it looks for it (`services.codes.tidied`). */
// eslint-disable-next-line no-control-regex -- Python counts the separators among white space
const AROUND = /^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g

export function tidyCode(read: string): string {
  return read.replace(AROUND, '')
}

/** How a code may be stored that was read like this: as it is, else in capitals (`services.codes.readings`). */
export function readings(code: string): string[] {
  const capitals = code.toUpperCase()
  return capitals === code ? [code] : [code, capitals]
}

/**
 * The first 12 bytes of SHA-256 over salt and code, as three numbers. In our own code and not by `crypto.subtle`, which
 * plain-http pages lack; and at once, so that a verdict waits for nothing.
 */
export function codeHash(salt: string, code: string): Uint32Array {
  const digest = sha256(ENCODER.encode(salt + code))
  return hashOf(digest)
}

function hashOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HASH_BYTES)
  return Uint32Array.of(view.getUint32(0), view.getUint32(4), view.getUint32(8))
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NONE = 255
const VALUES = new Uint8Array(128).fill(NONE)
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value
const LETTERS = (HASH_BYTES * 4) / 3

/** A hash as the roster sends it, base64url without padding; null for what is none. */
export function parseHash(text: string): Uint32Array | null {
  if (text.length !== LETTERS) return null
  const bytes = new Uint8Array(HASH_BYTES)
  for (let at = 0; at < LETTERS / 4; at++) {
    let group = 0
    for (let letter = 0; letter < 4; letter++) {
      const value = VALUES[text.charCodeAt(at * 4 + letter)] ?? NONE
      if (value === NONE) return null
      group = (group << 6) | value
    }
    bytes[at * 3] = group >> 16
    bytes[at * 3 + 1] = (group >> 8) & 0xff
    bytes[at * 3 + 2] = group & 0xff
  }
  return hashOf(bytes)
}

export function formatHash(hash: ArrayLike<number>): string {
  let text = ''
  let bits = 0
  let held = 0
  for (let at = 0; at < HASH_BYTES; at++) {
    held = ((held << 8) | (((hash[at >> 2] ?? 0) >>> (24 - (at & 3) * 8)) & 0xff)) & 0xffff
    bits += 8
    while (bits >= 6) {
      bits -= 6
      text += ALPHABET.charAt((held >> bits) & 0x3f)
    }
  }
  return text
}
