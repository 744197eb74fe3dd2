/** What the organiser pages say through the parts that all of them are made of, in Traditional Chinese. */
export const ZH = {
  Copied: '已複製',
  Copy: '複製',
  'That did not work.': '操作未成功。',
  'At least {count} characters; not a common password, and not like your name or e-mail address.':
    '至少 {count} 個字元；不可使用常見密碼，也不可與姓名或電子郵件相似。',
  'Theme: system': '主題：依系統',
  'Theme: light': '主題：淺色',
  'Theme: dark': '主題：深色',
} as const
