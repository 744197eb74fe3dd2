/** What the tabs of one door tell each other. Where a browser has no such channel, each tab reads the store by itself. */
import type { QueueItem } from './items'

export type TabNews =
  | { type: 'items'; items: QueueItem[] }
  | { type: 'gone'; keys: string[] }
  /** The server asked for patience, until then (ms since 1970). */
  | { type: 'patience'; until: number }

export class Tabs {
  #channel: BroadcastChannel | null

  constructor(slug: string, who: string, heard: (news: TabNews) => void) {
    this.#channel =
      'BroadcastChannel' in globalThis ? new BroadcastChannel(`headcount-door ${slug} ${who}`) : null
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<TabNews>) => heard(data))
  }

  tell(news: TabNews): void {
    this.#channel?.postMessage(news)
  }

  /** What is told afterwards, by work that was still under way, is told to nobody. */
  close(): void {
    this.#channel?.close()
    this.#channel = null
  }
}
