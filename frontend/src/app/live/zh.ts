/** The frame of the organiser pages in Traditional Chinese. */
export const ZH = {
  People: '人員',
  Door: '門口',
  Devices: '裝置',
  Members: '成員',
  'Set-up': '設定',
  'the event': '活動',
  'the set-up': '設定',
  'the form': '表單',
  'The event could not be loaded': '無法載入活動',
  'Not found': '找不到頁面',
  'There is no page at this address': '此網址沒有頁面',
  'your account': '您的帳號',
  'Headcount cannot be reached': '無法連上 Headcount',
  'Change your password': '變更密碼',
  ': change password': '：變更密碼',
  'A door in this browser still holds scans without an answer. Let it send them, then sign out.':
    '此瀏覽器的門口頁面還有未獲回應的掃描，請先讓它送出再登出。',
  'Signing out did not work.': '登出未成功。',
} as const
