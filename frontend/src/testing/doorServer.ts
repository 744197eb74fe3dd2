/**
 * A small server for tests of the door: it knows codes, keeps scans by their idempotency key, and hands out a roster. What
 * goes wrong on the way to it and back is up to the test.
 */
import type { Area, Event, Gate, OwnDevice, PassType, ScanAnswer, ScanRequest, User } from '@/api/types'
import { readings } from '@/door/code'
import type { Network } from '@/door/requests'
import { decide } from '@/door/rules'
import type { PresenceRow, RosterPage } from '@/door/wire'
import type { Failure, Result } from '@/http/result'

import { type Guest, rowOf, shownGuest } from './doorGuests'

export const NO_ANSWER: Failure = { kind: 'network', detail: 'The server cannot be reached.' }

export function refusal(status: number, code = 'no', retryAfterMs: number | null = null): Failure {
  return { kind: 'problem', problem: { title: 'No', status, code, detail: 'No.' }, retryAfterMs }
}

/** What becomes of a request: it arrives and is answered, is lost on either way, or is refused. */
export type Fate = 'answered' | 'lost' | 'answer lost' | Failure

interface Recorded {
  content: string
  answer: ScanAnswer
  decided: string | null
}

export class DoorServer implements Network {
  event: Event = {
    slug: 'expo',
    name: 'Expo',
    venue: '',
    timezone: 'Europe/Berlin',
    starts_at: '2025-11-20T08:00:00Z',
    ends_at: '2025-11-20T18:00:00Z',
    capacity: null,
    requires_confirmation: false,
    strict_doors: false,
    closed: false,
    archived: false,
  }
  passTypes: PassType[] = [{ id: 1, name: 'General', colour: '#0072b2', position: 0 }]
  areas: Area[] = [{ id: 1, name: 'Venue', capacity: null, reentry: true, pass_types: [], inside: 0 }]
  gates: Gate[] = [{ id: 1, name: 'Main entrance', area: 1 }]
  device: OwnDevice | null = null
  user: User | null = {
    id: 3,
    email: 'ada@example.org',
    name: 'Ada',
    is_staff: false,
    roles: { expo: 'door' },
  }
  salt = 'salt'
  pageSize = 10_000
  revision = 0
  /** Of the next requests, in their order; then that of all others. */
  fates: Fate[] = []
  fate: Fate = 'answered'
  /** Waits before each answer to scans and undos. */
  delay: (() => Promise<void>) | null = null

  readonly guests = new Map<number, Guest>()
  readonly recorded = new Map<string, Recorded>()
  /** Every item that arrived, as often as it did. */
  readonly arrived: ScanRequest[] = []
  readonly undone: string[] = []
  /** The sizes of the requests with scans. */
  readonly batches: number[] = []
  readonly conflicts = new Set<string>()
  readonly rosterAsks: (string | null)[] = []

  guest(id: number, part: Partial<Omit<Guest, 'id' | 'revision'>> = {}): Guest {
    const guest: Guest = {
      id,
      name: `Person ${String(id)}`,
      company: 'Nordwind',
      code: `CODE${String(id)}`,
      retired: [],
      status: 'registered',
      before: 'registered',
      order: '',
      attention: 0,
      note: '',
      presences: new Map(),
      ...part,
      revision: ++this.revision,
    }
    this.guests.set(id, guest)
    return guest
  }

  /** Something about somebody is another now. */
  change(id: number, part: Partial<Omit<Guest, 'id'>>): void {
    const guest = this.guests.get(id)
    if (guest !== undefined) Object.assign(guest, part, { revision: ++this.revision })
  }

  postScans = (_slug: string, scans: readonly ScanRequest[]): Promise<Result<unknown>> => {
    this.batches.push(scans.length)
    return this.#meet(() => ({ results: scans.map((scan) => this.#take(scan)) }))
  }

  readonly postUndo = (_slug: string, scan: string): Promise<Result<unknown>> =>
    this.#meet(() => this.#undo(scan))

  requestRoster = (_slug: string, since: string | null): Promise<Result<unknown>> => {
    this.rosterAsks.push(since)
    return this.#through(() => this.page(since))
  }

  readonly requestGates = (): Promise<Result<{ results: Gate[] }>> =>
    this.#through(() => ({ results: this.gates }))

  readonly requestEvent = (): Promise<Result<Event>> => this.#through(() => this.event)

  readonly requestUser = (slug = 'expo'): Promise<Result<User>> =>
    this.#through(() =>
      this.#isDevice(slug) ? refusal(403) : (this.user ?? refusal(401, 'not_authenticated')),
    )

  readonly requestOwnDevice = (slug = ''): Promise<Result<OwnDevice>> =>
    this.#through(() => (this.#isDevice(slug) ? this.device : null) ?? refusal(this.user ? 403 : 401))

  page(since: string | null): RosterPage {
    const [salt, kind, at] = (since ?? '').split(' ')
    const isWhole = salt !== this.salt || kind !== 'since'
    const after = salt === this.salt ? Number(at) : 0
    const order = isWhole ? ({ id }: Guest) => id : ({ revision }: Guest) => revision
    const news = [...this.guests.values()].filter((guest) => order(guest) > after)
    news.sort((a, b) => order(a) - order(b))
    const people = news.slice(0, this.pageSize)
    const last = people.at(-1)
    const more = news.length > people.length
    const next = more && last !== undefined ? order(last) : this.revision
    const from = isWhole && more ? 'from' : 'since'
    return {
      cursor: `${this.salt} ${from} ${String(next)}`,
      more,
      whole: isWhole,
      total: this.guests.size,
      revision: this.revision,
      as_of: new Date().toISOString(),
      salt: this.salt,
      event: this.event,
      pass_types: this.passTypes,
      areas: this.areas,
      gates: this.gates,
      people: people.map((guest) => rowOf(guest, this.salt)),
    }
  }

  get admitted(): string[] {
    return [...this.recorded].flatMap(([key, { answer }]) => (answer.outcome === 'admitted' ? [key] : []))
  }

  /** A user without a role at the event leaves it to the device of the same browser. */
  #isDevice(slug: string): boolean {
    return this.device !== null && (this.user === null || !(slug in this.user.roles || slug === ''))
  }

  async #meet(work: () => unknown): Promise<Result<unknown>> {
    const { delay } = this
    return this.#through(async () => {
      await delay?.()
      return work()
    })
  }

  async #through<T>(work: () => T | Failure | Promise<T | Failure>): Promise<Result<T>> {
    await Promise.resolve()
    const fate = this.fates.shift() ?? this.fate
    if (typeof fate === 'object') return { ok: false, failure: fate }
    if (fate === 'lost') return { ok: false, failure: NO_ANSWER }
    const value = await work()
    if (fate === 'answer lost') return { ok: false, failure: NO_ANSWER }
    return isFailure(value) ? { ok: false, failure: value } : { ok: true, value }
  }

  #take(scan: ScanRequest): unknown {
    this.arrived.push(scan)
    const key = scan.idempotency_key
    const content = JSON.stringify([scan.code, scan.registrant, scan.gate, scan.direction, scan.override])
    if (!this.gates.some(({ id }) => id === scan.gate)) return problem(key, 400, 'invalid')
    const known = this.recorded.get(key)
    if (known !== undefined && known.content !== content) return problem(key, 409, 'idempotency_key_reused')
    const answer = known?.answer ?? this.#record(scan)
    if (known === undefined) this.recorded.set(key, { content, answer, decided: scan.decided ?? null })
    const isPassed = scan.decided === 'admitted' || scan.decided === 'exited'
    if (isPassed && answer.outcome === 'refused') this.conflicts.add(key)
    return { ...answer, replayed: known !== undefined }
  }

  #record(scan: ScanRequest): ScanAnswer {
    const guest = this.#find(scan)
    const gate = this.gates.find(({ id }) => id === scan.gate)
    const area = this.areas.find(({ id }) => id === gate?.area)
    const presence = guest?.presences.get(area?.id ?? 0)
    const decision = decide({
      direction: scan.direction,
      status: guest?.status ?? null,
      retired: false,
      requires_confirmation: this.event.requires_confirmation,
      closed: this.event.closed,
      opens: true,
      reentry: area?.reentry ?? true,
      inside: presence?.[1] === 1,
      entered_before: presence !== undefined,
      full: area?.capacity != null && this.#inside(area.id) >= area.capacity,
      override: scan.override != null,
    })
    const at = scan.scanned_at ?? new Date().toISOString()
    if (guest !== undefined && area !== undefined && decision.outcome !== 'refused') {
      this.#move(guest, [area.id, decision.outcome === 'admitted' ? 1 : 0, at, scan.gate, 'Ada'])
    }
    return {
      id: this.recorded.size + 1,
      idempotency_key: scan.idempotency_key,
      ...decision,
      message: '',
      registrant: guest === undefined ? null : shownGuest(guest),
      previous: null,
      gate: { id: scan.gate, name: gate?.name ?? '' },
      direction: scan.direction,
      scanned_at: at,
      recorded_at: new Date().toISOString(),
      replayed: false,
    }
  }

  #move(guest: Guest, presence: PresenceRow): void {
    const [area, inside] = presence
    if (inside === 1 && guest.status !== 'checked_in') {
      Object.assign(guest, { before: guest.status, status: 'checked_in' })
    }
    guest.presences.set(area, presence)
    guest.revision = ++this.revision
  }

  #inside(area: number): number {
    return [...this.guests.values()].filter(({ presences }) => presences.get(area)?.[1] === 1).length
  }

  #find({ code, registrant }: ScanRequest): Guest | undefined {
    if (registrant != null) return this.guests.get(registrant)
    const spellings = readings(code ?? '')
    return [...this.guests.values()].find((guest) => spellings.includes(guest.code))
  }

  #undo(key: string): unknown {
    const scan = this.recorded.get(key)
    if (scan === undefined) return refusal(404, 'not_found')
    const guest = this.guests.get(scan.answer.registrant?.id ?? 0)
    if (guest === undefined || scan.answer.outcome !== 'admitted') return refusal(409, 'not_undoable')
    if (!this.undone.includes(key)) {
      this.undone.push(key)
      guest.status = guest.before
      guest.presences.clear()
      guest.revision = ++this.revision
    }
    return { scan: key, registrant: shownGuest(guest) }
  }
}

function problem(key: string, status: number, code: string): object {
  return { idempotency_key: key, title: 'No', status, code, detail: 'No.', type: 'about:blank' }
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'problem' || value.kind === 'network')
  )
}
