/** Adding the door to the home screen. */
import { useCallback, useSyncExternalStore } from 'react'

/** Chromium's own event; other browsers install from their menus and never send it. */
interface InstallPrompt extends Event {
  prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }>
}

let kept: InstallPrompt | null = null
const listeners = new Set<() => void>()

/** The browser offers once, at a time of its choosing: the offer is kept until somebody wants it. */
export function keepInstallPrompt(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    keep(event as InstallPrompt)
  })
  window.addEventListener('appinstalled', () => keep(null))
}

export interface Install {
  /** Runs from the home screen already. */
  isInstalled: boolean
  /** Whether `install` would ask; where it is false, the way leads through the browser's own menu. */
  canInstall: boolean
  /** To be called from a click. True when the person agreed. */
  install: () => Promise<boolean>
}

export function useInstall(): Install {
  const prompt = useSyncExternalStore(subscribe, () => kept)
  const install = useCallback(async () => {
    if (prompt === null) return false
    keep(null) // an offer can be used once
    return (await prompt.prompt()).outcome === 'accepted'
  }, [prompt])
  return { isInstalled: isStandalone(), canInstall: prompt !== null, install }
}

function isStandalone(): boolean {
  const isAppleHomeScreen = 'standalone' in navigator && navigator.standalone === true
  return isAppleHomeScreen || window.matchMedia('(display-mode: standalone)').matches
}

function keep(prompt: InstallPrompt | null): void {
  kept = prompt
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
