/** One at a time: among all tabs of the browser where it has locks (secure pages do), else within this page. */

const inThisPage = new Map<string, Promise<unknown>>()

/** A tab that the phone has put to sleep keeps its lock: the one that is looked at does not wait for longer. */
const PATIENCE_MS = 20_000

/** `isMine` says whether to go on: another tab may have taken the lock away. */
export async function withLock<T>(name: string, work: (isMine: () => boolean) => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager | null }
  return locks ? inLock(locks, name, work) : inTurn(name, () => work(() => true))
}

async function inLock<T>(locks: LockManager, name: string, work: (isMine: () => boolean) => Promise<T>) {
  let isMine = true
  const patience = new AbortController()
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') patience.abort()
  }, PATIENCE_MS)
  const held = () => {
    clearInterval(timer)
    return work(() => isMine)
  }
  try {
    return await locks.request(name, { signal: patience.signal }, held).catch((error: unknown) => {
      if (!patience.signal.aborted) throw error
      return locks.request(name, { steal: true }, held)
    })
  } finally {
    isMine = false
    clearInterval(timer)
  }
}

function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = inThisPage.get(name) ?? Promise.resolve()
  const turn = before.catch(() => undefined).then(work)
  inThisPage.set(name, turn)
  return turn
}
