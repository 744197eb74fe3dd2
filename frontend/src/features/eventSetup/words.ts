/** What the set-up pages say, to be said by `t`. */

export const PAGE_WORDS = {
  title: 'Set-up',
  newEvent: 'New event',
  newEventHint: 'One area, one gate and one pass type come with it. Everything can be changed later.',
  create: 'Create event',
  creating: 'Creating…',
  back: 'Back',
  save: 'Save',
  saved: 'Saved',
  add: 'Add',
  edit: 'Edit',
  editing: 'Edit {name}',
  remove: 'Delete',
  removing: 'Delete {name}',
} as const

export const FIELD_WORDS = {
  name: 'Name|thing',
  venue: 'Venue',
  zone: 'Time zone',
  starts: 'Starts',
  ends: 'Ends',
  capacity: 'Capacity',
  slug: 'Address',
} as const

export const FIELD_HINTS = {
  venue: 'Where it is, as people know it. May be left empty.',
  zone: 'The clocks at the venue. The times below are theirs.',
  capacity: 'How many people the venue holds. Left empty: no limit is shown.',
  slug: 'The name of this event in every link. Change it before links are given out: the old ones stop working.',
} as const

export const TIME_WORDS = {
  missing: 'Give a date and a time.',
  leapt: 'The clocks of this time zone leap over this time. Choose another one.',
} as const

export const DETAILS_WORDS = { title: 'Details' } as const

export const OPTIONS = [
  {
    field: 'requires_confirmation',
    words: 'Only confirmed people are let in',
    hint: 'Whoever is registered and not confirmed is refused at the door.',
  },
  {
    field: 'strict_doors',
    words: 'Strict doors',
    hint: 'A scanner waits up to a second for the server before it decides by itself. For paid tickets.',
  },
  {
    field: 'closed',
    words: 'Doors are closed',
    hint: 'Every scan is refused until the doors are opened again.',
  },
] as const

export const OPTIONS_WORDS = {
  title: 'Options',
  archived: 'This event is in the archive, so its doors stay closed.',
} as const

export const PASS_WORDS = {
  title: 'Pass types',
  hint: 'What people hold: VIP, Speaker, Press. The order here is the order everywhere.',
  add: 'Add a pass type',
  editing: 'Edit {name}',
  colour: 'Colour',
  otherColour: 'Another colour',
  up: 'Move {name} up',
  down: 'Move {name} down',
  loading: 'the pass types',
  failed: 'The pass types could not be loaded',
} as const

/** Colours that people with any colour vision tell apart (Okabe and Ito 2008), and one more. */
export const COLOURS = [
  { value: '#0072B2', words: 'Blue' },
  { value: '#D55E00', words: 'Orange red' },
  { value: '#009E73', words: 'Green' },
  { value: '#CC79A7', words: 'Pink' },
  { value: '#E69F00', words: 'Orange' },
  { value: '#56B4E9', words: 'Light blue' },
  { value: '#F0E442', words: 'Yellow' },
  { value: '#7A4FD0', words: 'Purple' },
] as const

export const AREA_WORDS = {
  title: 'Areas',
  hint: 'Parts of the venue that admit people: the venue itself, a lounge, a session room.',
  add: 'Add an area',
  editing: 'Edit {name}',
  capacity: 'Capacity',
  capacityHint: 'Nobody is let in beyond it, whatever the number of gates. Left empty: no limit.',
  reentry: 'People who left may come back',
  passes: 'Which passes open it',
  everyPass: 'None ticked: every pass.',
  somePasses: 'Only the ticked passes.',
  noLimit: 'No limit',
  limit: 'Up to {capacity}',
  opensToAll: 'every pass',
  oneEntry: 'one entry each',
  loading: 'the areas',
  failed: 'The areas could not be loaded',
} as const

export const GATE_WORDS = {
  title: 'Gates',
  hint: 'The doors where scans are made. Each leads into one area.',
  add: 'Add a gate',
  editing: 'Edit {name}',
  area: 'Leads into',
  into: 'Into {area}',
  loading: 'the gates',
  failed: 'The gates could not be loaded',
} as const

export const REMOVE_WORDS = {
  title: 'Delete {name}?',
  explanation: 'It is gone at once, on every screen. What people, gates or scans refer to cannot be deleted.',
} as const

export const COPY_WORDS = {
  title: 'Use it again',
  hint: 'A copy has the same pass types, areas, gates and options, and none of the people and devices.',
  action: 'Copy this event',
  create: 'Create the copy',
} as const

export const ARCHIVE_WORDS = {
  title: 'Archive',
  hint: 'For an event that is over: its doors close, and it leaves the list of events. Nothing is deleted.',
  action: 'Archive this event',
  question: 'Archive {name}?',
  explanation: 'Its doors close at once, and it leaves the list of events. It can be taken back.',
  confirm: 'Archive',
  archived: 'This event is in the archive',
  archivedHint:
    'It is closed, and only the list of archived events shows it. Its people, pass types, areas and gates stay as they are until you take it back.',
  takeBack: 'Take it back',
  takenBack: 'It is in the list of events again. Its doors stay closed until you open them under Options.',
} as const

export const STEPS_WORDS = {
  title: 'From here to open doors',
  people: 'Bring in the people',
  peopleHint: 'Import a list, or add whoever walks in at the door.',
  peopleDone: '{count} on the list',
  import: 'Import a list',
  walkIn: 'Add a walk-in',
  scanner: 'Pair a scanner',
  scannerHint: 'A phone at the door scans without an account. Or use this browser: open the door here.',
  scannerDone: '{count} paired',
  pair: 'Pair a scanner',
  door: 'Open the door',
  doorHint: 'Choose a gate there, and let in the first person.',
  doorClosed: 'The doors are closed: open them under Options first.',
  open: 'Open the door',
  done: 'Done:',
} as const
