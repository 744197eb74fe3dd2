/** What the build, the worker and the page say to each other. */

/** One build's files, as `scripts/serviceWorker.ts` lists them. */
export interface Build {
  id: string
  /** Address and hash (as in `integrity`) of everything that the door and the kiosk consist of. */
  files: readonly (readonly [address: string, integrity: string])[]
}

/** The addresses of the two shells; what lies below them is the shell too. */
export const DOOR = '/d/'
export const KIOSK = '/k/'

/** From a page to the waiting worker: take charge. */
export const ACTIVATE_NOW = 'activate-now'
