import type { Build } from './build'

/**
 * Stores all files of a build in its own cache, or fails and leaves nothing. Every file has to be the very one that
 * was built, so a server that is being changed at this moment, or a proxy that answers something else, is a failure:
 * the browser then keeps the older worker and tries again at its next look.
 */
export async function precache(cache: Cache, files: Build['files']): Promise<void> {
  await Promise.all(
    files.map(async ([address, integrity]) => {
      const isNamedByContent = address.startsWith('/assets/')
      const answer = await fetch(address, {
        cache: isNamedByContent ? 'default' : 'no-cache',
        integrity,
        redirect: 'error',
      })
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      await cache.put(address, answer)
    }),
  )
}
