import { useDoor } from '@/door/context'
import type { DeskScan, NewScan } from '@/door/types'

import { LetInDialog } from './LetInDialog'
import { OverrideDialog } from './OverrideDialog'
import type { Asking } from './scanning'

/** Lets somebody in by a reason: as a new scan over a refusal, or where nothing was recorded yet. */
export function ScanDialogs({ asking: { what, scan }, onClose }: { asking: Asking; onClose: () => void }) {
  const { desk } = useDoor()
  const confirm = (reason: string) => {
    onClose()
    if (what === 'let_in') desk.letIn(scan.key, reason)
    else desk.submit({ ...whose(scan), override: { reason } })
  }
  if (what === 'let_in') {
    return <LetInDialog code={scan.code ?? ''} onConfirm={confirm} onClose={onClose} />
  }
  return <OverrideDialog scan={scan} onConfirm={confirm} onClose={onClose} />
}

/** The same pass once more. */
function whose({ code, registrant, answer }: DeskScan): NewScan {
  if (code !== null) return { code }
  return { registrant: registrant ?? answer?.registrant?.id ?? 0 }
}
