import { t } from '@/i18n/t'
import './door.css'

import { lazy, Suspense, useSyncExternalStore } from 'react'

import { DoorProvider, useDoor } from '@/door/context'
import { useDoorDesk } from '@/door/useDoorDesk'
import { ScanPage } from '@/features/scan/ScanPage'
import { Loading } from '@/ui/Notice'
import { useTitle } from '@/ui/useTitle'

import { DoorFailure } from './DoorFailure'
import { DoorHeader } from './DoorHeader'
import { DoorNav, type DoorPage } from './DoorNav'
import { DoorNotices } from './DoorNotices'
import { LiveLine } from './LiveLine'
import { PageBoundary } from './PageBoundary'
import { UpdateBanner } from './UpdateBanner'
import { useDoorKeeping } from './useDoorKeeping'
import { useScanning } from './useScanning'
import { useSwitchedOff } from './useSwitchedOff'

const SearchPage = lazy(async () => ({ default: (await import('@/features/search/SearchPage')).SearchPage }))
const RecentPage = lazy(async () => ({ default: (await import('@/features/recent/RecentPage')).RecentPage }))
const SetupPage = lazy(async () => ({ default: (await import('@/features/doorSetup/SetupPage')).SetupPage }))
const SwitchedOff = lazy(async () => ({ default: (await import('@/features/scan/SwitchedOff')).SwitchedOff }))

/** The frame of all pages of one door. It opens the desk once; the pages come and go inside. */
export function DoorShell({ slug, page }: { slug: string; page: DoorPage }) {
  const opening = useDoorDesk(slug)
  if (opening.state === 'opening') return <Loading what={t('the door')} />
  if (opening.state === 'failed') {
    return <DoorFailure slug={slug} failure={opening.failure} onRetry={opening.retry} />
  }
  return (
    <DoorProvider desk={opening.desk}>
      <OpenDoor page={page} />
    </DoorProvider>
  )
}

function OpenDoor({ page }: { page: DoorPage }) {
  const { state } = useDoor()
  const scanning = useScanning(page)
  const off = useSwitchedOff()
  const card = useSyncExternalStore(scanning.shown.subscribe, scanning.shown.state)
  const isIdle = page === 'scan' && card === null && state.unsettled === 0
  useTitle(t('Door'), state.event.name)
  useDoorKeeping()

  if (off !== null) {
    return (
      <Suspense fallback={<Loading what={t('what happened')} />}>
        <SwitchedOff slug={state.slug} reason={off} scans={state.scans} />
      </Suspense>
    )
  }
  return (
    <div className="door" data-page={page}>
      <DoorHeader />
      <DoorNotices />
      <UpdateBanner isIdle={isIdle} />
      <PageBoundary key={page}>
        <Suspense fallback={<Loading what={t('the page')} />}>
          {page === 'scan' && <ScanPage scanning={scanning} />}
          {page === 'search' && <SearchPage onTogether={(keys) => scanning.shown.together(keys)} />}
          {page === 'recent' && <RecentPage />}
          {page === 'setup' && <SetupPage />}
        </Suspense>
      </PageBoundary>
      <DoorNav page={page} isPaused={scanning.isPaused} onPause={scanning.pause} />
      <LiveLine />
    </div>
  )
}
