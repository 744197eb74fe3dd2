/** The admissions of an event by minute: REST fills the cache entry, and its tail is asked for again while people come. */
import { type QueryClient, queryOptions, type QueryState } from '@tanstack/react-query'

import { api, send } from '@/http/client'
import { type Result, unwrap } from '@/http/result'

/** So many were admitted in the bucket that begins at this moment (in milliseconds). Empty buckets are left out. */
export interface Admitted {
  readonly at: number
  readonly n: number
}

const MINUTE_MS = 60_000
/** Phones that were offline tell late: how far back the tail reaches, and how often the whole is read again. */
const TAIL_MS = 15 * MINUTE_MS
const WHOLE_MS = 5 * MINUTE_MS
/** So much of the evening before is read with a day: shortly after midnight the last hours began in it. */
const LEAD_MS = 240 * MINUTE_MS
export const EARLIER_BUCKET_MS = 5 * MINUTE_MS

export const arrivalsKey = (slug: string) => ['event', slug, 'arrivals'] as const
const dayKey = (slug: string, day: number) => [...arrivalsKey(slug), 'day', day] as const

/** What was read again last of a day: its minutes from a moment on. */
interface Tail {
  readonly asked: number
  readonly from: number
  readonly minutes: readonly Admitted[]
}

/** Answers overtake each other: what was asked for last is what counts, whichever comes first. */
const tails = new Map<string, Tail>()
let asked = 0
const nameOf = (slug: string, day: number) => `${slug} ${String(day)}`

function withTail(minutes: readonly Admitted[], tail: Tail): readonly Admitted[] {
  return [...minutes.filter(({ at }) => at < tail.from), ...tail.minutes]
}

async function requestArrivals(
  slug: string,
  query: { from: number; to?: number; bucketMs: number },
): Promise<Result<Admitted[]>> {
  const { from, to, bucketMs } = query
  const params = {
    path: { event: slug },
    query: {
      from: new Date(from).toISOString(),
      ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
      bucket: bucketMs / 1000,
    },
  }
  const answer = await send(api.GET('/api/v1/events/{event}/arrivals/', { params }))
  if (!answer.ok) return answer
  const buckets = answer.value.filter(({ admitted }) => admitted > 0)
  return { ok: true, value: buckets.map(({ at, admitted }) => ({ at: Date.parse(at), n: admitted })) }
}

async function wholeDay(slug: string, day: number): Promise<readonly Admitted[]> {
  const nth = ++asked
  const whole = unwrap(await requestArrivals(slug, { from: day - LEAD_MS, bucketMs: MINUTE_MS }))
  const tail = tails.get(nameOf(slug, day))
  if (tail !== undefined && tail.asked > nth) return withTail(whole, tail)
  tails.set(nameOf(slug, day), { asked: nth, from: Infinity, minutes: [] })
  return whole
}

/**
 * How long it is until the whole is read again, from when it was last read or could not be: the timer begins anew with
 * every tail and every rendering.
 */
function untilWhole({ fetchStatus, dataUpdatedAt, errorUpdatedAt }: QueryState<readonly Admitted[]>): number {
  if (fetchStatus !== 'idle') return WHOLE_MS
  return Math.max(1, Math.max(dataUpdatedAt, errorUpdatedAt) + WHOLE_MS - Date.now())
}

/** The day that began then and the four hours before it, minute by minute. */
export const dayArrivalsQuery = (slug: string, day: number) =>
  queryOptions({
    queryKey: dayKey(slug, day),
    queryFn: () => wholeDay(slug, day),
    staleTime: WHOLE_MS,
    refetchInterval: ({ state }) => untilWhole(state),
  })

/** What was before, by five minutes; it hardly changes any more. */
export const earlierArrivalsQuery = (slug: string, from: number, to: number) =>
  queryOptions({
    queryKey: [...arrivalsKey(slug), 'earlier', from, to] as const,
    queryFn: async () => unwrap(await requestArrivals(slug, { from, to, bucketMs: EARLIER_BUCKET_MS })),
    enabled: from < to,
    staleTime: WHOLE_MS,
  })

/** Reads the last minutes again. A failure changes nothing, and neither does what comes too late: the next one is near. */
export async function renewTail(client: QueryClient, slug: string, day: number): Promise<void> {
  const nth = ++asked
  const from = Math.max(day - LEAD_MS, Math.floor((Date.now() - TAIL_MS) / MINUTE_MS) * MINUTE_MS)
  const answer = await requestArrivals(slug, { from, bucketMs: MINUTE_MS })
  if (!answer.ok || nth < (tails.get(nameOf(slug, day))?.asked ?? 0)) return
  const tail = { asked: nth, from, minutes: answer.value }
  tails.set(nameOf(slug, day), tail)
  client.setQueryData<readonly Admitted[]>(
    dayKey(slug, day),
    (shown) => shown && withTail(shown, tail),
    // The moment of the whole stays: the tail is no reason to put off its next reading.
    { updatedAt: client.getQueryState(dayKey(slug, day))?.dataUpdatedAt ?? 0 },
  )
}
