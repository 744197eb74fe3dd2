/** What the server says of lists that it cannot read, in Traditional Chinese: for the pages that import them. */
export const ZH = {
  '#This event is in the archive. Take it back to change it.': '此活動已封存，請先還原再變更。',
  '#No column is left that names people: give one to a name or an e-mail.':
    '沒有可辨識人員的欄位：請指定一欄為姓名或電子郵件。',
  '#The list has {n} columns; {n} are allowed.': '名單有 {n} 欄，最多 {n} 欄。',
  '#The workbook is damaged: save it again, or as CSV.': '活頁簿已損壞：請重新儲存，或另存為 CSV。',
  '#A list may have {n} MB.': '名單最大 {n} MB。',
  '#A list may have {n} rows.': '名單最多 {n} 列。',
  '#The list has {n} rows; it may have {n}.': '名單有 {n} 列，最多 {n} 列。',
  '#This zip is no .xlsx workbook. Save the list as .xlsx or CSV.':
    '此壓縮檔不是 .xlsx 活頁簿，請將名單另存為 .xlsx 或 CSV。',
  '#Line {n} is neither UTF-{n} nor Windows-{n}. Save the list as UTF-{n}.':
    '第 {n} 列既非 UTF-{n} 也非 Windows-{n}，請將名單存為 UTF-{n}。',
  '#Line {n} is UTF-{n} and line {n} is not. Save the whole list as UTF-{n}.':
    '第 {n} 列是 UTF-{n}，第 {n} 列卻不是，請將整份名單存為 UTF-{n}。',
  '#The file begins like UTF-{n} and is not: it may be cut off.':
    '檔案開頭像 UTF-{n} 但並非如此，可能已被截斷。',
  '#The file has NUL bytes: it is not text, or damaged.': '檔案含有 NUL 位元組：不是文字檔，或已損壞。',
  '#The file has NUL characters: it is not text, or damaged.': '檔案含有 NUL 字元：不是文字檔，或已損壞。',
  '#The file is empty.': '檔案是空的。',
  '#The workbook has a password: save it without one.': '活頁簿有密碼：請移除密碼後再存檔。',
  '#The workbook has no sheet.': '活頁簿沒有工作表。',
  '#The workbook has a sheet of more than {n} rows.': '活頁簿中有工作表超過 {n} 列。',
  '#The workbook has more than {n} MB when unpacked.': '活頁簿解壓縮後超過 {n} MB。',
  '#The workbook has too much besides its rows: save the list as CSV.':
    '活頁簿除了資料列外內容過多：請將名單另存為 CSV。',
  '#The workbook has archives in it: save it without them, or as CSV.':
    '活頁簿內含壓縮檔：請移除後存檔，或另存為 CSV。',
  '#The workbook has links to other files: save it without them, or as CSV.':
    '活頁簿連結到其他檔案：請移除連結後存檔，或另存為 CSV。',
  '#The workbook has a sheet that is far too large: copy the list to one of its own.':
    '活頁簿中有工作表過大：請將名單複製到單獨的工作表。',
  '#The workbook has a cell of {n} characters; {n} are allowed.':
    '活頁簿中有儲存格含 {n} 個字元，最多 {n} 個。',
  '#The workbook has a number that is far too large.': '活頁簿中有過大的數字。',
  '#Line {n}: there is a cell of more than {n} characters.': '第 {n} 列：有儲存格超過 {n} 個字元。',
  '#Line {n}: there is something beyond column {n}.': '第 {n} 列：第 {n} 欄之後仍有內容。',
} as const
