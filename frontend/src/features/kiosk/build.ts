/** Whether the server has another build of this page. The names of its files hold hashes of what is in them. */

const TIMEOUT_MS = 10_000
/** Without it the answer is somebody else's page, such as the sign-in page of a network. */
const OWN_SCRIPT = /\/kiosk-[\w-]+\.js/

const own = filesOf(document)

export async function hasNewBuild(): Promise<boolean> {
  const fresh = await freshFiles()
  return fresh !== null && OWN_SCRIPT.test(fresh) && fresh !== own
}

/** Asks the server itself: a service worker answers pages from its store, and leaves this to the network. */
async function freshFiles(): Promise<string | null> {
  try {
    const answer = await fetch('/k/', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!answer.ok) return null
    return filesOf(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  } catch {
    return null
  }
}

function filesOf(page: Document): string {
  const named = page.querySelectorAll('script[src], link[rel=stylesheet], link[rel=modulepreload]')
  const addresses = [...named].map((one) => one.getAttribute('src') ?? one.getAttribute('href'))
  return addresses.sort().join(' ')
}

/** Has the service worker fetch the new build, if there is one in charge: its switch then reloads the page. */
export async function updateWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  const registration = await navigator.serviceWorker.getRegistration()
  if (registration?.active == null) return false
  await registration.update().catch(() => {
    // The new build could not be stored whole: asked again at the next look.
  })
  return true
}
