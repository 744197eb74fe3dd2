/** Phones mute a camera for a moment now and then. */
const MUTED_MS = 2_000

interface Taken {
  onEnded: () => void
  /** It has been muted for longer than a moment. */
  onMuted: () => void
}

/** Tells, until the signal, when a running camera is taken away. */
export function watchTrack(track: MediaStreamTrack, signal: AbortSignal, taken: Taken): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = () => clearTimeout(timer)
  const wait = () => {
    forget()
    timer = setTimeout(taken.onMuted, MUTED_MS)
  }
  track.addEventListener('ended', taken.onEnded, { signal })
  track.addEventListener('unmute', forget, { signal })
  track.addEventListener('mute', wait, { signal })
  signal.addEventListener('abort', forget)
}
