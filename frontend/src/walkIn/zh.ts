/** Registering at the door, in Traditional Chinese. */
export const ZH = {
  'Register at the door': '現場報名',
  Name: '姓名',
  Company: '公司',
  'E-mail, if wanted': '電子郵件（選填）',
  Pass: '票種',
  'Choose a pass': '請選擇票種',
  'Registering…': '報名中…',
  'Register and let in': '報名並放行',
  'Choose your gate first: every check-in belongs to one.': '請先選擇入口：每筆報到都屬於一個入口。',
  'Sign in first: the server does not know who registers here.': '請先登入：伺服器不知道是誰在此報名。',
  'Registering needs the server, and it cannot be reached now. Write the name down, or try again soon.':
    '報名需要伺服器，目前無法連線。請先記下姓名，或稍後再試。',
  'see the organiser': '請洽主辦人',
  'Checked in · {pass}': '已報到 · {pass}',
  'On the list, but not let in: {reason}': '已列入名單，但未放行：{reason}',
  Done: '完成',
  '{problem} Send it again: nobody is registered twice.': '{problem}請再送出一次，不會重複報名。',
  'This person was registered by the first try, with other details. Look for the name.':
    '第一次送出時已以不同的資料報名，請搜尋姓名。',
} as const
