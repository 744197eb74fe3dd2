/** Pairing in Traditional Chinese. */
export const ZH = {
  'An organiser adds a scanner or a display under Devices, and gets a code of eight characters for it.':
    '請主辦人在「裝置」新增掃描器或顯示螢幕，即可取得八個字元的代碼。',
  'Pairing code': '配對碼',
  'A code has eight characters.': '配對碼有八個字元。',
  Pair: '配對',
  'Pair this device': '配對這部裝置',
  'Pairing this device…': '正在配對這部裝置…',
  'Paired as {device}.': '已配對為 {device}。',
  'Opening the door…': '正在開啟門口頁面…',
  'Opening the display…': '正在開啟顯示畫面…',
  'Type another code': '輸入其他配對碼',
  'A door in this browser holds scans without an answer. Let it send them first.':
    '此瀏覽器的門口頁面還有未獲回應的掃描，請先讓它送出。',
  'Somebody is signed in to this browser, and as long as that is so it works for them, not as {device}.':
    '有人在此瀏覽器登入。只要仍在登入狀態，操作就會算在該使用者，而不是 {device}。',
  'Sign out and go on as {device}': '登出並以 {device} 繼續',
  'Stay signed in': '保持登入',
  'This code does not work': '此配對碼無效',
  'It may be mistyped, used already, or older than ten minutes; after five wrong tries a code ends too. Ask an organiser for a new one.':
    '可能輸入錯誤、已使用過，或已超過十分鐘；輸錯五次也會失效。請向主辦人索取新的配對碼。',
  'Too many tries': '嘗試次數過多',
  'Wait {count} s, then try again.': '請等待 {count} 秒後再試。',
  'The server did not answer': '伺服器沒有回應',
  '{problem} Check the network of this device, then try again.':
    '{problem}請檢查這部裝置的網路，然後再試一次。',
  'Pairing did not work': '配對未成功',
} as const
