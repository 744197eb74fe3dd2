/** The account of whoever is signed in, in Traditional Chinese. */
export const ZH = {
  'Password changed': '密碼已變更',
  'Your other sessions and your tokens were ended. This one goes on.':
    '您的其他登入與權杖均已失效，目前的登入繼續有效。',
  Done: '完成',
  'Change your password': '變更密碼',
  '{email}. Your other sessions and your tokens end with the old one.':
    '{email}。您的其他登入與權杖會隨舊密碼失效。',
  'Present password': '目前的密碼',
  'New password': '新密碼',
  'Change password': '變更密碼',
} as const
