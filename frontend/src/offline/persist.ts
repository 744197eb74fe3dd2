/** Whether the browser promises to keep what this door has stored. */
import { useCallback, useEffect, useState } from 'react'

export interface StorageState {
  /** The browser will not clear it by itself; null: it cannot say. */
  isPersistent: boolean | null
  usedBytes: number | null
  quotaBytes: number | null
}

const UNKNOWN: StorageState = { isPersistent: null, usedBytes: null, quotaBytes: null }

export async function storageState(): Promise<StorageState> {
  if (!('storage' in navigator)) return UNKNOWN
  try {
    const [isPersistent, { usage, quota }] = await Promise.all([
      navigator.storage.persisted(),
      navigator.storage.estimate(),
    ])
    return { isPersistent, usedBytes: usage ?? null, quotaBytes: quota ?? null }
  } catch {
    return UNKNOWN
  }
}

/** Asks the browser to keep what is stored. Browsers decide by themselves, mostly by whether the page is installed. */
export async function keepStorage(): Promise<boolean> {
  if (!('storage' in navigator)) return false
  return navigator.storage.persist().catch(() => false)
}

/** For the setup page: null until the browser has answered. `keep` asks it, then looks again. */
export function useStorageState(): { state: StorageState | null; keep: () => Promise<void> } {
  const [state, setState] = useState<StorageState | null>(null)
  useEffect(() => {
    void storageState().then(setState)
  }, [])
  const keep = useCallback(async () => {
    await keepStorage()
    setState(await storageState())
  }, [])
  return { state, keep }
}
