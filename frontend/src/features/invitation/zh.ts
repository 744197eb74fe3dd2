/** Invitations in Traditional Chinese. */
export const ZH = {
  'Open your account': '開通帳號',
  'You were invited to an event at Headcount. Choose your name and a password.':
    '您受邀參與 Headcount 上的活動，請設定姓名與密碼。',
  'Your name': '您的姓名',
  'Opening…': '開通中…',
  'Open the account': '開通帳號',
  'Sign in instead': '改為登入',
} as const
