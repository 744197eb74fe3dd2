/** What is said of the camera, in Traditional Chinese. */
export const ZH = {
  'Starting the camera': '正在啟動相機',
  'Loading the code reader': '正在載入代碼讀取程式',
  'The code reader could not be loaded. Trying again.': '無法載入代碼讀取程式，正在重試。',
  'The camera is on': '相機已開啟',
  'Scan with the camera': '用相機掃描',
  'Your browser will ask whether this page may use it. Pictures are read on this device and never leave it.':
    '瀏覽器會詢問此頁能否使用相機。影像只在這部裝置上讀取，不會外傳。',
  'Start scanning': '開始掃描',
  'May the camera be used?': '可以使用相機嗎？',
  'Choose Allow in the question that your browser shows.': '請在瀏覽器的詢問中選擇「允許」。',
  'The camera is not allowed': '未獲准使用相機',
  'Allow it for this page in the settings of your browser, then try again.':
    '請在瀏覽器設定中允許此頁使用相機，然後再試一次。',
  'No camera found': '找不到相機',
  'This device has no camera that the browser can use. Connect one, or scan another way.':
    '這部裝置沒有瀏覽器可用的相機。請連接相機，或改用其他方式掃描。',
  'The camera is in use': '相機使用中',
  'Another app or another tab holds it. Close that, then try again.':
    '其他應用程式或分頁正在使用相機。請先關閉，然後再試一次。',
  'The camera needs a secure address': '相機需要安全網址',
  'Browsers give it to pages only whose address begins with https. Open this page by such an address.':
    '瀏覽器只讓 https 開頭的網頁使用相機，請改用這樣的網址開啟此頁。',
  'The camera stopped': '相機已停止',
  'It was taken away or unplugged, and opening it again did not work.':
    '相機被佔用或已拔除，重新開啟也沒有成功。',
  'The camera is off. No code is read.': '相機已關閉，不會讀取代碼。',
} as const
