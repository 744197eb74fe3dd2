/** Conflicts in Traditional Chinese: what the door says of those at its gate. */
export const ZH = {
  'Needs a decision': '需要決定',
  Later: '稍後',
  '1 of {count}': '第 1 / {count} 個',
  Decide: '處理',
  '{count} conflict. {who}: {what}.': '{count} 個衝突。{who}：{what}。',
  '{count} conflicts. {who}: {what}.': '{count} 個衝突。{who}：{what}。',
} as const
