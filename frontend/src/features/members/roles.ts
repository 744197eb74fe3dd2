import { type Phrase } from '@/i18n/t'
import type { Role } from '@/api/types'

export const ROLES: readonly Role[] = ['organiser', 'door', 'viewer']

/** What a role opens, for whoever gives it. */
export const ROLE_MEANS: Record<Role, Phrase> = {
  organiser: 'Everything: people, devices, members and settings.',
  door: 'Scans arrivals, and finds and checks in people.',
  viewer: 'Watches the live numbers, and changes nothing.',
}
