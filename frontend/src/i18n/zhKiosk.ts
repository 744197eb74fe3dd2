/** The kiosk in Traditional Chinese. Its words come with its code: only what it says itself is in them. */
import { ZH as KIOSK } from '@/features/kiosk/zh'
import { ZH as FRESHNESS } from '@/live/zh'

export default { ...FRESHNESS, ...KIOSK } as const
