/**
 * The service worker: the door and the kiosk open without a network. It holds one build, whole, in a cache of its own,
 * and answers from that alone for as long as it is in charge, so that a page always fits its files: while a newer
 * build waits, reloading a page gives the same build again. Asking the server first could only bring a page of
 * another build, or the same one later.
 */
import { cacheName, otherBuilds, storedAddress } from './answers'
import { ACTIVATE_NOW, type Build } from './build'
import { precache } from './precache'

declare const self: ServiceWorkerGlobalScope
declare const HEADCOUNT_BUILD: Build

/** Not in the types of the platform yet (Service Worker Static Routing API). */
interface RoutingEvent extends ExtendableEvent {
  addRoutes?: (rules: { condition: { urlPattern: string }; source: 'network' }) => Promise<void>
}

const build = HEADCOUNT_BUILD
const CACHE = cacheName(build)
const addresses = new Set(build.files.map(([address]) => address))

// No skipWaiting here: a page that is open would lose the files it has not loaded yet.
self.addEventListener('install', (event) => event.waitUntil(Promise.all([install(), passBy(event)])))
self.addEventListener('activate', (event) => event.waitUntil(takeCharge()))
self.addEventListener('message', (event) => {
  if (event.data === ACTIVATE_NOW) event.waitUntil(self.skipWaiting())
})
self.addEventListener('fetch', (event) => {
  const address = storedAddress(event.request, self.location.origin, addresses)
  if (address !== null) event.respondWith(answer(event.request, address))
})

async function install(): Promise<void> {
  try {
    await precache(await caches.open(CACHE), build.files)
  } catch (error) {
    await caches.delete(CACHE)
    throw error
  }
}

/** What is never stored goes to the server without waking this worker, where the browser knows how: it is quicker. */
async function passBy(event: ExtendableEvent): Promise<void> {
  await (event as RoutingEvent)
    .addRoutes?.({ condition: { urlPattern: '/api/*' }, source: 'network' })
    .catch(() => {
      // It goes through here then.
    })
}

async function takeCharge(): Promise<void> {
  const others = otherBuilds(await caches.keys(), build)
  await Promise.all(others.map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** From the server only where the browser has thrown the stored answer away. */
async function answer(request: Request, address: string): Promise<Response> {
  const stored = await caches.match(address, { cacheName: CACHE, ignoreVary: true })
  return stored ?? fetch(request)
}
