/** The organiser pages in Traditional Chinese: what their own folders hold, and what they share with the door. */
import { ZH as APP } from '@/app/live/zh'
import { ZH as CONFLICTS } from '@/conflicts/zh'
import { ZH as ACCOUNT } from '@/features/account/zh'
import { ZH as DASHBOARD } from '@/features/dashboard/zh'
import { ZH as DEVICES } from '@/features/devices/zh'
import { ZH as EVENT_SETUP } from '@/features/eventSetup/zh'
import { ZH as EVENTS } from '@/features/events/zh'
import { ZH as IMPORTS } from '@/features/imports/zh'
import { ZH as INVITATION } from '@/features/invitation/zh'
import { ZH as LOGIN } from '@/features/login/zh'
import { ZH as MEMBERS } from '@/features/members/zh'
import { ZH as PEOPLE } from '@/features/people/zh'
import { ZH as SERVER } from '@/http/zhServer'
import { ZH as SERVER_LISTS } from '@/http/zhServerLists'
import { ZH as FRESHNESS } from '@/live/zh'
import { ZH as UI } from '@/ui/zh'

import { ZH as COMMON } from './zhCommon'

export default {
  ...COMMON,
  ...ACCOUNT,
  ...APP,
  ...CONFLICTS,
  ...DASHBOARD,
  ...DEVICES,
  ...FRESHNESS,
  ...EVENT_SETUP,
  ...EVENTS,
  ...IMPORTS,
  ...INVITATION,
  ...LOGIN,
  ...MEMBERS,
  ...PEOPLE,
  ...SERVER,
  ...SERVER_LISTS,
  ...UI,
} as const
