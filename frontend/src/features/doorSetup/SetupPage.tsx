import { t } from '@/i18n/t'
import './setup.css'

import { useDoor } from '@/door/context'
import { useTitle } from '@/ui/useTitle'

import { DeviceCard } from './DeviceCard'
import { ListCard } from './ListCard'
import { LookCard } from './LookCard'
import { SignalsCard } from './SignalsCard'
import { SourceCard } from './SourceCard'
import { TestScanCard } from './TestScanCard'
import { WhereCard } from './WhereCard'

/** How this device is set up, and how it stands. Everything holds at once; there is nothing to save. */
export function SetupPage() {
  const { state } = useDoor()
  useTitle(t('Setup'), state.event.name)
  return (
    <main className="setup-page">
      <h1>{t('Setup')}</h1>
      <WhereCard />
      <SourceCard />
      <TestScanCard />
      <SignalsCard />
      <ListCard />
      <LookCard />
      <DeviceCard />
    </main>
  )
}
