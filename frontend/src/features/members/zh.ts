/** Members in Traditional Chinese. */
export const ZH = {
  Members: '成員',
  'the members': '成員',
  'The members could not be loaded': '無法載入成員',
  'Invite somebody': '邀請成員',
  'E-mail': '電子郵件',
  Role: '角色',
  Invite: '邀請',
  '{email} is a member now. They have an account and can sign in.':
    '{email} 已成為成員，對方已有帳號，可直接登入。',
  '{email} is a member now. Send them this link: it opens their account, once.':
    '{email} 已成為成員。請將此連結傳給對方，用來開通帳號，僅能使用一次。',
  'Invitation for {email}': '給 {email} 的邀請',
  You: '您',
  Invited: '已邀請',
  'Role of {name}': '{name} 的角色',
  'Remove {name}': '移除 {name}',
  Remove: '移除',
  'Invitation link': '邀請連結',
  'Remove yourself?': '移除您自己？',
  'Remove {name}?': '移除 {name}？',
  'You lose this event at once, and only another organiser can bring you back.':
    '您會立即失去此活動的權限，只有其他主辦人能將您加回。',
  'They lose this event at once, on every screen they have open. What they did stays in the history.':
    '對方會立即在所有開啟的畫面失去此活動的權限，過去的操作仍保留在紀錄中。',
  'Everything: people, devices, members and settings.': '全部權限：人員、裝置、成員與設定。',
  'Scans arrivals, and finds and checks in people.': '掃描到場者，搜尋並為人員報到。',
  'Watches the live numbers, and changes nothing.': '只能觀看即時人數，不能更改。',
} as const
