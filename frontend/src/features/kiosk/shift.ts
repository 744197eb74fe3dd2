/** Against burn-in everything moves by 2 px a minute, to and fro, sideways and up and down in turn. */
const STEP_PX = 2
const STEPS_ACROSS = 7
const STEPS_DOWN = 5

export function shiftAt(minute: number): { x: number; y: number } {
  return {
    x: zigzag(Math.ceil(minute / 2), STEPS_ACROSS) * STEP_PX,
    y: zigzag(Math.floor(minute / 2), STEPS_DOWN) * STEP_PX,
  }
}

/** 0 … steps … 0 … -steps … 0, one step at a time. */
function zigzag(count: number, steps: number): number {
  const round = (count + steps) % (4 * steps)
  return round <= 2 * steps ? round - steps : 3 * steps - round
}
