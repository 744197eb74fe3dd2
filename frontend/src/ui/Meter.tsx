/** A bar for a share. Decorative: the numbers stand beside it. */
export function Meter({ part, whole, colour }: { part: number; whole: number; colour?: string }) {
  const share = whole > 0 ? Math.min(part / whole, 1) : 0
  return (
    <span className="meter" aria-hidden="true">
      <span
        className="meter-fill"
        style={{ width: `${(share * 100).toFixed(2)}%`, ...(colour ? { backgroundColor: colour } : {}) }}
      />
    </span>
  )
}
