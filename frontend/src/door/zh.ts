/** What the desk of a door says by itself, in Traditional Chinese. */
export const ZH = {
  'The server sent something that is no answer.': '伺服器傳回的內容不是有效的回應。',
  'The server sent something that is not a roster.': '伺服器傳回的內容不是名單。',
  'No gate is chosen, so this was not taken.': '尚未選擇入口，因此未受理。',
  'The door could not be loaded.': '無法載入門口頁面。',
  'unknown code, nobody decided': '未知代碼，尚未有人決定',
  'not taken by the server': '伺服器未受理',
  'check-in to be taken back': '待撤回的報到',
  'Person {number}': '編號 {number} 的人',
} as const
