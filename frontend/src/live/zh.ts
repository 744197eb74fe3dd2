/** How far the numbers on a screen can be trusted, in Traditional Chinese: for every face that shows them. */
export const ZH = {
  Live: '即時',
  Slow: '延遲',
  Stale: '未更新',
  Off: '已停用',
  Connecting: '連線中',
  'updated just now': '剛剛更新',
  'updated {time} ago': '{time}前更新',
  'last news {time} ago': '{time}前收到最新數字',
  'no answer yet, reconnecting': '尚無回應，重新連線中',
  'last update {time}, reconnecting': '最後更新 {time}，重新連線中',
  'Signed out': '已登出',
  'No access to this event': '無權存取此活動',
  'No such event': '沒有這個活動',
  'Access was withdrawn': '存取權已被撤銷',
} as const
