/** What a switched-off scanner still holds: on the disk, where a reload finds it again, and in its page. */
import { t, type Phrase } from '@/i18n/t'
import type { ScanRequest } from '@/api/types'

import { Database } from './database'
import { isUnanswered, type QueueItem, requestOf } from './items'
import type { DeskScan } from './types'
import { deleteItems } from './wipe'

export interface Left {
  key: string
  /** Whom it is about, as far as the device knows. */
  who: string
}

export interface Leftovers {
  /** `device:5`; null where nothing is stored. */
  owner: string | null
  /** Scans that the server can keep for the organiser. */
  scans: (Left & { request: ScanRequest })[]
  /** What it cannot keep: only a person can take it over. */
  others: (Left & { what: Phrase })[]
}

/** Of the device that opened this door last. `shown`: what the page holds, be it stored or not. */
export async function readLeftovers(slug: string, shown: readonly DeskScan[]): Promise<Leftovers> {
  const database = new Database()
  const stored = await database
    .use(async (connection) => ({
      door: await connection.get('doors', slug),
      items: await connection.getAll('queue'),
    }))
    .catch(() => ({ door: undefined, items: [] }))
  database.close()
  const left = stored.items.filter(
    (item) => item.slug === slug && item.state !== 'answered' && item.who.startsWith('device:'),
  )
  const last = stored.door?.who.device ? stored.door.who.key : null
  const owner = last ?? left.at(-1)?.who ?? null
  const own = left.filter(({ who }) => who === owner)
  return { owner, ...sorted(own, shown, (item) => nameOf(item, stored.items)) }
}

/** They are in the organiser's hands now. */
export async function forgetLeftovers(keys: readonly string[]): Promise<void> {
  const database = new Database()
  await database
    .use(async (connection) => {
      const found = await Promise.all(keys.map((key) => connection.getKeyFromIndex('queue', 'by_key', key)))
      await deleteItems(
        connection,
        found.filter((seq) => seq !== undefined),
      )
    })
    .catch(() => undefined)
  database.close()
}

function sorted(
  items: readonly QueueItem[],
  shown: readonly DeskScan[],
  name: (item: QueueItem) => string,
): Pick<Leftovers, 'scans' | 'others'> {
  const left: Pick<Leftovers, 'scans' | 'others'> = { scans: [], others: [] }
  const known = new Set(items.map(({ key }) => key))
  for (const item of items) {
    const who = name(item)
    if (item.kind === 'scan' && item.state === 'waiting')
      left.scans.push({ key: item.key, who, request: requestOf(item) })
    else left.others.push({ key: item.key, who, what: whatOf(item) })
  }
  for (const scan of shown) {
    if (known.has(scan.key) || scan.state === 'answered') continue
    const who = scan.person?.name ?? scan.code ?? ''
    if (isHeld(scan)) left.scans.push({ key: scan.key, who, request: requestOfShown(scan) })
    else left.others.push({ key: scan.key, who, what: scan.state === 'failed' ? REFUSED : UNDECIDED })
  }
  return left
}

const UNDECIDED: Phrase = 'unknown code, nobody decided'
const REFUSED: Phrase = 'not taken by the server'

function whatOf(item: QueueItem): Phrase {
  if (item.kind === 'undo') return 'check-in to be taken back'
  return isUnanswered(item) ? UNDECIDED : REFUSED
}

function nameOf(item: QueueItem, items: readonly QueueItem[]): string {
  if (item.kind === 'scan')
    return item.person?.name ?? item.code ?? t('Person {number}', { number: String(item.registrant) })
  const scan = items.find(({ key }) => key === item.undoes)
  return scan === undefined ? t('Person {number}', { number: String(item.registrant) }) : nameOf(scan, items)
}

function isHeld({ state }: DeskScan): boolean {
  return state !== 'answered' && state !== 'failed' && state !== 'undecided'
}

/** As it would have been sent. */
function requestOfShown(scan: DeskScan): ScanRequest {
  const { key, code, registrant, gate, direction, scannedAt, override, local } = scan
  const whose = code === null ? { registrant: registrant ?? 0 } : { code }
  return {
    ...whose,
    gate,
    direction,
    idempotency_key: key,
    scanned_at: scannedAt,
    ...(override === null ? {} : { override }),
    ...(local === null ? {} : { decided: local.outcome }),
  }
}
