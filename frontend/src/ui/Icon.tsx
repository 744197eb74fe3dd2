/** Line icons on a 24 px grid, drawn in the colour of the text. Decorative: the words stand beside them. */
const PATHS = {
  check: 'M4.5 12.5l5 5 10-11',
  cross: 'M6 6l12 12M18 6L6 18',
  question: 'M8.5 9a3.6 3.6 0 1 1 5.3 3.1c-1.2.7-1.8 1.4-1.8 2.7M12 18.6v.2',
  repeat: 'M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5',
  exit: 'M13 5H6v14h7M10 12h10M16.5 8l4 4-4 4',
  entry: 'M11 5h7v14h-7M4 12h10M10.5 8l4 4-4 4',
  dots: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  warning: 'M12 4.5L21 19.5H3zM12 10.5v4M12 17v.2',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3L20.5 20.5',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.4a3.4 3.4 0 0 1 0 6.2M18 14.4c2.1.8 3.5 2.8 3.5 5.6',
  table: 'M3.5 5h17v14.5h-17zM3.5 10h17M3.5 14.7h17M10 10v9.5',
  chart: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16',
  undo: 'M8 5L4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  contrast: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 3.5v17M12 8h6.5M12 12h8.5M12 16h6.5',
  copy: 'M9 9h10.5v11.5H9zM5 15H4V3.5h10.5V5',
  plus: 'M12 5v14M5 12h14',
  devices:
    'M7.5 3h9A1.5 1.5 0 0 1 18 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19.5v-15A1.5 1.5 0 0 1 7.5 3zM11 17.8h2',
  screen: 'M3.5 5h17v11.5h-17zM9 20.5h6M12 16.5v4',
  key: 'M8 10.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 11.8L20 4M16.5 7l3 3',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3.2-6 7.5-6s7.5 2 7.5 6',
  power: 'M12 3.5v8M7 6.3a8 8 0 1 0 10 0',
  up: 'M12 19V5.5M6 11l6-6 6 6',
  down: 'M12 5v13.5M6 13l6 6 6-6',
  back: 'M19 12H5.5M11 6l-6 6 6 6',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM8 14.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z',
  cloud_off: 'M7.5 8.5A4.8 4.8 0 0 0 6 18h11M10.3 6.2A6 6 0 0 1 18 10.5a3.8 3.8 0 0 1 2.6 6.1M3.5 3.5l17 17',
  pause: 'M8.5 5v14M15.5 5v14',
  play: 'M7.5 4.8v14.4L19 12z',
  keyboard: 'M3 6h18v12H3zM7 10h.01M12 10h.01M17 10h.01M8 14h8',
  torch: 'M8 3h8v4l-2 3v10.5h-4V10L8 7zM8 7h8M12 13v2',
  attention: 'M12 4v10M12 19v.2',
  globe:
    'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  recent: 'M4.2 9a8.2 8.2 0 1 1-.4 4.5M4 4.5V9h4.5M12 7.8V12l3 2',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' || name === 'attention' ? 3.2 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
