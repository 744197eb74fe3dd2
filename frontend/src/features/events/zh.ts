/** The list of events in Traditional Chinese. */
export const ZH = {
  Events: '活動',
  'Archived events': '已封存的活動',
  'New event': '新增活動',
  'No events yet': '尚無活動',
  'Create the first one: name, place and times. People, scanners and the door come right after it.':
    '建立第一個活動：名稱、地點與時間。接著就能加入人員、掃描器與門口。',
  'An organiser adds you to an event; it then shows here.': '主辦人將您加入活動後，活動會顯示在這裡。',
  'No archived events': '沒有已封存的活動',
  'What an organiser archives on the set-up page of an event shows here.':
    '主辦人在活動設定頁封存的活動會顯示在這裡。',
  'Events in use': '使用中的活動',
  'More events': '更多活動',
  'your events': '您的活動',
  'The events could not be loaded': '無法載入活動',
  Archived: '已封存',
  Closed: '已關閉',
  'Live, {event}': '即時，{event}',
  'People, {event}': '人員，{event}',
  'Door, {event}': '門口，{event}',
  'Set-up, {event}': '設定，{event}',
} as const
