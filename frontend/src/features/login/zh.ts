/** Signing in, in Traditional Chinese. */
export const ZH = {
  'Sign in': '登入',
  'Sign in to your events.': '登入以查看您的活動。',
  'E-mail': '電子郵件',
  Password: '密碼',
  'Signing in…': '登入中…',
  'Signing in did not work.': '登入未成功。',
} as const
