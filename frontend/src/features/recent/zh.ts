/** The last scans, in Traditional Chinese. */
export const ZH = {
  'Scanned by mistake': '誤掃',
  'Wrong person': '掃錯人',
  'Showed a ticket': '出示了票證',
  '{event}, the last scans here': '{event}，最近的掃描',
  'Nobody has decided yet': '尚未有人決定',
  'Not taken by the server': '伺服器未受理',
  'Waiting until somebody signs in': '等待有人登入',
  'Waiting for the server': '等待伺服器',
  'Last scans here': '最近的掃描',
  'No scans on this device yet': '這部裝置還沒有掃描',
  'What is scanned here is listed here, newest first.': '在此掃描的都會列在這裡，最新的在最上面。',
  'Take this check-in back?': '撤回這筆報到？',
  'The person is no longer inside. The check-in stays visible in the history.':
    '此人將不再算在場內，報到仍會留在紀錄中。',
  'Take back': '撤回',
  'Let this person in?': '讓此人入場？',
  'The code is not on the list of this device. The reason is kept with the scan.':
    '此代碼不在這部裝置的名單上。原因會與掃描一併保存。',
  'Needs a decision ({count})': '需要決定（{count}）',
  '{count} conflict to settle': '{count} 個衝突待處理',
  '{count} conflicts to settle': '{count} 個衝突待處理',
  'Nothing to settle': '沒有待處理的衝突',
  '{count} scan': '{count} 筆掃描',
  '{count} scans': '{count} 筆掃描',
  'Show all {count}': '顯示全部 {count} 筆',
} as const
