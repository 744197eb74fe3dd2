/**
 * When a new build takes over. It waits, stored whole, until no page of this browser is busy; then its worker is told
 * to take charge, and every page reloads once. A page that says nothing (the kiosk) is never busy.
 */
import { useEffect, useSyncExternalStore } from 'react'

import { ACTIVATE_NOW } from './build'

/** Held, shared, by every page that must not be reloaded right now. */
const BUSY_LOCK = 'headcount-busy'
const QUIET_MS = 30_000

let waiting: ServiceWorker | null = null
/** How many parts of this page are busy. */
let busy = 0
let hasAsked = false
let wantsReload = false
let isReloading = false
const listeners = new Set<() => void>()

export interface Update {
  /** A new build is stored on this device and waits. */
  isReady: boolean
  /** Takes it now, whatever other pages do; this page reloads. */
  apply: () => void
}

/**
 * The new build, if one waits; it is taken by itself after 30 s without a break in which `isIdle` was true.
 * `isIdle`: nothing on the card, nothing being typed, decided or sent.
 */
export function useUpdate(isIdle: boolean): Update {
  useEffect(() => (isIdle ? becomeQuiet() : becomeBusy()), [isIdle])
  const isReady = useSyncExternalStore(subscribe, () => waiting !== null)
  return { isReady, apply: applyNow }
}

/** Busy for another 30 s; the answer ends it at once. Also for a page whose desk is still on its way. */
export function becomeQuiet(): () => void {
  const release = becomeBusy()
  const timer = setTimeout(release, QUIET_MS)
  return () => {
    clearTimeout(timer)
    release()
  }
}

/** Looks whether a new build waits. A first worker is no update: nothing older is in charge. */
export function noteWaiting(registration: ServiceWorkerRegistration): void {
  waiting = registration.active === null ? null : registration.waiting
  for (const listener of listeners) listener()
  settleSoon()
}

/** Reloads the page once when another worker takes charge of it; taking charge of a fresh page is no switch. */
export function reloadOnSwitch(container: ServiceWorkerContainer): void {
  let isControlled = container.controller !== null
  container.addEventListener('controllerchange', () => {
    if (isControlled || hasAsked) wantsReload = true
    isControlled = true
    settleSoon()
  })
  window.addEventListener('vite:preloadError', () => {
    if (wantsReload) reload() // this page's own files are gone
  })
}

function applyNow(): void {
  if (waiting === null) return
  busy = Number.NEGATIVE_INFINITY // whoever asks for it is not to be waited for
  switchOver()
}

function becomeBusy(): () => void {
  busy += 1
  const unlock = holdLock()
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    busy -= 1
    unlock()
    settleSoon()
  }
}

function holdLock(): () => void {
  let release = () => {
    // set below
  }
  const held = new Promise<void>((resolve) => (release = resolve))
  void locks()?.request(BUSY_LOCK, { mode: 'shared' }, () => held)
  return release
}

/** Missing where service workers are too: they need a secure origin. */
function locks(): LockManager | null {
  return (navigator as { locks?: LockManager | null }).locks ?? null
}

/** A part that is busy again at once, as when a card follows a card, was never idle: look when all have spoken. */
function settleSoon(): void {
  queueMicrotask(() => {
    if (busy > 0) return
    if (busy === 0 && isWriting()) becomeQuiet()
    else if (wantsReload) reload()
    // no page is busy once this is granted, unless this one became so while it waited for the others
    else if (waiting !== null) void locks()?.request(BUSY_LOCK, () => busy <= 0 && switchOver())
  })
}

/** Somebody has a form open, or has begun to type. */
function isWriting(): boolean {
  const field = document.querySelector<HTMLInputElement>(
    'input:not([type=radio], [type=checkbox]):focus, textarea:focus',
  )
  return Boolean(field?.value) || document.querySelector('dialog[open]') !== null
}

function switchOver(): void {
  hasAsked = true
  waiting?.postMessage(ACTIVATE_NOW)
}

function reload(): void {
  if (isReloading) return
  isReloading = true
  window.location.reload()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
