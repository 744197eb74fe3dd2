import { t } from '@/i18n/t'

import { WORDS } from './words'

/** What a display says in place of numbers. */
export function KioskMessage({ title, detail }: { title: string; detail?: string }) {
  return (
    <main className="kiosk kiosk-message">
      <h1>{title}</h1>
      {detail && <p>{detail}</p>}
    </main>
  )
}

export function KioskOff() {
  return <KioskMessage title={t(WORDS.off)} detail={t(WORDS.offDetail)} />
}
