/** How this device is set up at the door, whatever the event: kept in the browser, shared by its tabs. */
import { useSyncExternalStore } from 'react'

import { applyTheme, type Theme, THEMES } from '@/ui/theme'

export const SOURCES = ['camera', 'wedge', 'both'] as const
/** Where codes come from: the camera, a scanner that types like a keyboard (a wedge), or both. */
export type Source = (typeof SOURCES)[number]

export interface DoorSettings {
  readonly source: Source
  /** The `deviceId` of the chosen camera; null: the one that looks away from the person. */
  readonly camera: string | null
  readonly sound: boolean
  readonly vibration: boolean
  readonly theme: Theme
}

export const DEFAULTS: DoorSettings = {
  source: 'both',
  camera: null,
  sound: true,
  vibration: true,
  theme: 'dark',
}

const STORAGE_KEY = 'headcount.door'
const listeners = new Set<() => void>()
let current: DoorSettings | null = null

export function doorSettings(): DoorSettings {
  current ??= read()
  return current
}

export function changeDoorSettings(part: Partial<DoorSettings>): void {
  show({ ...doorSettings(), ...part })
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(doorSettings()))
  } catch {
    // Storage is blocked or full: the settings hold until the page is closed.
  }
}

/** The settings as they are now; the caller is drawn again when they change, in another tab too. */
export function useDoorSettings(): DoorSettings {
  return useSyncExternalStore(subscribe, doorSettings)
}

/** Call once, before the first paint: the door is dark unless somebody chose otherwise here. */
export function applyDoorTheme(): void {
  applyTheme(doorSettings().theme)
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', follow)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', follow)
  }
}

function follow(event: StorageEvent): void {
  if (event.key === STORAGE_KEY || event.key === null) show(read())
}

function show(settings: DoorSettings): void {
  if (settings.theme !== current?.theme) applyTheme(settings.theme)
  current = settings
  for (const listener of listeners) listener()
}

function read(): DoorSettings {
  let stored: Record<string, unknown> = {}
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}')
    if (typeof value === 'object' && value !== null) stored = { ...value }
  } catch {
    // Blocked storage, or rubbish in it: as new.
  }
  const { source, camera, sound, vibration, theme } = stored
  return {
    source: SOURCES.find((one) => one === source) ?? DEFAULTS.source,
    camera: typeof camera === 'string' ? camera : null,
    sound: sound !== false,
    vibration: vibration !== false,
    theme: THEMES.find((one) => one === theme) ?? DEFAULTS.theme,
  }
}
