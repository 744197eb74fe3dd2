/** What the list of events says. */
export const EVENTS_WORDS = {
  title: 'Events',
  archivedTitle: 'Archived events',
  create: 'New event',
  none: 'No events yet',
  noneCreate:
    'Create the first one: name, place and times. People, scanners and the door come right after it.',
  noneWait: 'An organiser adds you to an event; it then shows here.',
  noneArchived: 'No archived events',
  noneArchivedHint: 'What an organiser archives on the set-up page of an event shows here.',
  toArchive: 'Archived events',
  toList: 'Events in use',
  more: 'More events',
} as const
