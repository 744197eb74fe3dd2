/** The frame of the door in Traditional Chinese. */
export const ZH = {
  'the pairing': '配對',
  'what happened': '發生的狀況',
  'the login': '登入頁',
  'the door': '門口',
  'the page': '頁面',
  'The door could not be opened': '無法開啟門口頁面',
  Door: '門口',
  Entry: '入場',
  Direction: '方向',
  Gate: '入口',
  'Choose a gate': '請選擇入口',
  Full: '已滿',
  'Nearly full': '快滿了',
  Pause: '暫停',
  Scan: '掃描',
  Recent: '最近',
  '({count} to settle)': '（{count} 個待處理）',
  'The storage of this device is full. Make room, and keep this page open until all is sent.':
    '這部裝置的儲存空間已滿。請騰出空間，並保持此頁開啟直到全部送出。',
  'This browser stores nothing: scans are lost with this page. Leave the private mode.':
    '此瀏覽器不會儲存資料：關閉此頁就會失去掃描。請離開無痕模式。',
  '{count} scan of whoever was signed in here before: sent when they sign in again.':
    '{count} 筆先前登入者的掃描，會在對方再次登入時送出。',
  '{count} scans of whoever was signed in here before: sent when they sign in again.':
    '{count} 筆先前登入者的掃描，會在對方再次登入時送出。',
  'The server does not know this device any more. Scans are kept: ask an organiser.':
    '伺服器已不認得這部裝置。掃描會保留，請洽主辦人。',
  'You have no role here any more. Scans are kept on this device: ask an organiser.':
    '您已沒有這個活動的權限。掃描會保留在這部裝置上，請洽主辦人。',
  'Admission is closed: nobody is let in until an organiser opens it again.':
    '入場已關閉：主辦人重新開放前，不得讓任何人入場。',
  'Loading the list': '正在載入名單',
  'Loading the list {share}': '正在載入名單 {share}',
  'No list yet': '尚無名單',
  'List of {time}': '{time} 的名單',
  'This part of the page could not be loaded': '無法載入頁面的這個部分',
  'Go on scanning, and try it again when there is a network.': '請繼續掃描，有網路時再試一次。',
  'Load the page anew': '重新載入頁面',
  Connected: '已連線',
  'No connection: scans are kept on this device': '沒有連線：掃描保存在這部裝置',
  'Signed out: scans are kept on this device': '已登出：掃描保存在這部裝置',
  'A new version is ready. It comes by itself when nobody scans for half a minute.':
    '新版本已就緒，半分鐘內無人掃描時會自動更新。',
  'Take it now': '立即更新',
  Offline: '離線',
  'Offline {count} waiting': '離線，{count} 筆待送',
  'Sign in': '請登入',
  'Sign in to send {count}': '登入以送出 {count} 筆',
  'Sending {count}…': '正在送出 {count} 筆…',
  'Slow {count} s': '延遲 {count} 秒',
  Live: '即時',
  '{count} inside': '場內 {count} 人',
  '{count} of {capacity} inside': '場內 {count} / {capacity} 人',
  'That code was not sent. Choose your gate first, then scan again.':
    '該代碼未送出。請先選擇入口，再掃描一次。',
  'Paused. That code was not taken.': '已暫停，該代碼未受理。',
  'Taking the last check-in back': '正在撤回上一筆報到',
  'There is nothing to undo': '沒有可復原的項目',
  'Scanning again': '繼續掃描',
  'Sound on': '聲音已開啟',
  'Sound off': '聲音已關閉',
} as const
