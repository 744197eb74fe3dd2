/** Puts the service worker (`sw.ts`) in charge of the door and the kiosk, and keeps it up to date. */
import { keepInstallPrompt } from './install'
import { becomeQuiet, noteWaiting, reloadOnSwitch } from './update'

const CHECK_EVERY_MS = 10 * 60_000
const CHECK_AT_MOST_EVERY_MS = 60_000

/**
 * Called once, by the entry of a face. The door takes a new build when it is idle (`useUpdate`), the kiosk at once.
 * Without service workers (plain http on a name that is not localhost, the
 * development server) the page simply goes on without one.
 */
export function registerWorker(face: 'door' | 'kiosk'): void {
  if (face === 'door') {
    keepInstallPrompt()
    becomeQuiet()
  }
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  reloadOnSwitch(navigator.serviceWorker)
  whenLoaded(() => {
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(watch, () => {
      // Refused or unreachable: an older worker, if there is one, stays in charge.
    })
  })
}

/** What the worker stores is more than the page needs to begin: the page goes first. */
function whenLoaded(then: () => void): void {
  if (document.readyState === 'complete') then()
  else window.addEventListener('load', then, { once: true })
}

function watch(registration: ServiceWorkerRegistration): void {
  noteWaiting(registration)
  registration.addEventListener('updatefound', () => {
    const installing = registration.installing
    installing?.addEventListener('statechange', () => noteWaiting(registration))
  })
  checkForUpdates(registration)
}

/** Every ten minutes, and when the page is looked at again: a phone in a pocket runs no timers. */
function checkForUpdates(registration: ServiceWorkerRegistration): void {
  let checkedAt = Date.now()
  const check = () => {
    if (Date.now() - checkedAt < CHECK_AT_MOST_EVERY_MS) return
    checkedAt = Date.now()
    registration.update().catch(() => {
      // Offline, or the new build could not be stored whole: asked again next time.
    })
  }
  setInterval(check, CHECK_EVERY_MS)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check()
  })
}
