/** Where things of the chart stand, in pixels. */
import { type Bucket, type Span, ticksTo, timeMarks } from './curve'

const SIDE = 44
const TOP = 10
const BELOW = 24
const PIXELS_A_TIME = 76

interface Tick {
  value: number
  y: number
}

export interface Plot {
  left: number
  right: number
  top: number
  bottom: number
  /** The width of a bucket. */
  step: number
  countTicks: Tick[]
  totalTicks: Tick[]
  times: { at: number; x: number }[]
  xOf: (nth: number) => number
  yOf: (count: number) => number
  yOfTotal: (total: number) => number
  /** Which bucket is at this x; null beside them all. */
  indexAt: (x: number) => number | null
}

export function plotOf(buckets: readonly Bucket[], span: Span, width: number, height: number): Plot {
  const [left, right, top, bottom] = [SIDE, Math.max(width - SIDE, SIDE + 1), TOP, height - BELOW]
  const step = (right - left) / Math.max(buckets.length, 1)
  const counts = ticksTo(Math.max(...buckets.map(({ n, earlier }) => Math.max(n, earlier ?? 0)), 0))
  const totals = ticksTo(Math.max(...buckets.map(({ total }) => total ?? 0), 0))
  const scale = (ticks: number[]) => (value: number) =>
    bottom - ((bottom - top) * value) / (ticks.at(-1) ?? 1)
  const [yOf, yOfTotal] = [scale(counts), scale(totals)]
  const ticked = (ticks: number[], y: (value: number) => number) =>
    ticks.map((value) => ({ value, y: y(value) }))
  const xAt = (at: number) => left + ((right - left) * (at - span.from)) / (span.to - span.from)
  const most = Math.max(2, Math.floor((right - left) / PIXELS_A_TIME))
  return {
    ...{ left, right, top, bottom, step, yOf, yOfTotal },
    countTicks: ticked(counts, yOf),
    totalTicks: ticked(totals, yOfTotal),
    times: timeMarks(span, most).map((at) => ({ at, x: xAt(at) })),
    xOf: (nth) => left + nth * step,
    indexAt: (x) => (x < left || x >= right ? null : Math.floor((x - left) / step)),
  }
}

/** The day's sum so far, as the `d` of a path. */
export function sumLine(buckets: readonly Bucket[], plot: Plot): string {
  const start = buckets.findIndex(({ total }) => total !== null)
  const first = buckets[start]
  if (first === undefined) return ''
  const ends = buckets.map(({ total }, nth) =>
    total === null ? '' : `L${point(plot.xOf(nth + 1))} ${point(plot.yOfTotal(total))}`,
  )
  return `M${point(plot.xOf(start))} ${point(plot.yOfTotal((first.total ?? 0) - first.n))}${ends.join('')}`
}

const point = (pixels: number) => String(Math.round(pixels * 10) / 10)
