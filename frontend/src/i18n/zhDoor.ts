/** The door in Traditional Chinese: what its own folders hold, and what all faces share. */
import { ZH as APP } from '@/app/door/zh'
import { ZH as CAMERA } from '@/camera/zh'
import { ZH as CONFLICTS } from '@/conflicts/zh'
import { ZH as DOOR_CONFLICTS } from '@/conflicts/zhDoor'
import { ZH as DESK } from '@/door/zh'
import { ZH as SETUP } from '@/features/doorSetup/zh'
import { ZH as PAIRING } from '@/features/pairing/zh'
import { ZH as RECENT } from '@/features/recent/zh'
import { ZH as SCAN } from '@/features/scan/zh'
import { ZH as SEARCH } from '@/features/search/zh'
import { ZH as SERVER } from '@/http/zhServer'
import { ZH as VERDICT } from '@/verdict/zh'
import { ZH as WALK_IN } from '@/walkIn/zh'

import { ZH as COMMON } from './zhCommon'

export default {
  ...COMMON,
  ...APP,
  ...CAMERA,
  ...CONFLICTS,
  ...DOOR_CONFLICTS,
  ...DESK,
  ...SETUP,
  ...PAIRING,
  ...RECENT,
  ...SCAN,
  ...SEARCH,
  ...SERVER,
  ...VERDICT,
  ...WALK_IN,
} as const
