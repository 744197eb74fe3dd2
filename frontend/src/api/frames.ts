/** The frames of the live socket, as `docs/asyncapi.yaml` describes them. Declared here and nowhere else. */
import type { Activity, Conflict, Counts, RefusalReason } from './types'

/** A refused scan, as organisers see it pass by. */
export interface RefusedScan {
  id: number
  at: string
  reason: RefusalReason
  gate: string | null
  by: string
}

export interface CountsFrame {
  type: 'counts'
  counts: Counts
}

export interface ActivityFrame {
  type: 'activity'
  items: Activity[]
}

export interface RefusedFrame {
  type: 'scan_refused'
  items: RefusedScan[]
}

/** What is to be settled, as a whole: the newest 50, and how many there are. Never for kiosks and viewers. */
export interface ConflictsFrame {
  type: 'conflicts'
  open: Conflict[]
  count: number
}

export interface HeartbeatFrame {
  type: 'heartbeat'
  at: string
  revision: number
}

export interface ByeFrame {
  type: 'bye'
  reason: 'revoked' | 'role_changed' | 'restart'
}

export type Frame = CountsFrame | ActivityFrame | RefusedFrame | ConflictsFrame | HeartbeatFrame | ByeFrame

const FRAME_TYPES: ReadonlySet<unknown> = new Set<Frame['type']>([
  'counts',
  'activity',
  'scan_refused',
  'conflicts',
  'heartbeat',
  'bye',
])

/** Reads a socket message; null for what this build does not know, so that a newer server harms no open page. */
export function parseFrame(text: unknown): Frame | null {
  if (typeof text !== 'string') return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('type' in value)) return null
    return FRAME_TYPES.has(value.type) ? (value as Frame) : null
  } catch {
    return null
  }
}
