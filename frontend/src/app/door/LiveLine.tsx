import { useAnnouncement } from '@/ui/announce'

/** The one line that interrupts: verdicts and what a key did. A new element for each, so that the same words are said again. */
export function LiveLine() {
  const { number, text } = useAnnouncement()
  return (
    <p className="visually-hidden" aria-live="assertive">
      <span key={number}>{text}</span>
    </p>
  )
}
