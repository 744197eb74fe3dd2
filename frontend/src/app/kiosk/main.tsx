import '@/styles/base.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { readAddress } from '@/features/kiosk/address'
import { Healer } from '@/features/kiosk/healer'
import { KioskBoundary } from '@/features/kiosk/KioskBoundary'
import { KioskPage } from '@/features/kiosk/KioskPage'
import { speakBy } from '@/i18n/catalogue'
import ZH from '@/i18n/zhKiosk'
import { registerWorker } from '@/offline/register'

speakBy(ZH)
const address = readAddress(window.location.search)
document.documentElement.dataset['theme'] = address.theme
const healer = new Healer()
healer.start()
registerWorker('kiosk')

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <KioskBoundary healer={healer}>
      <KioskPage address={address} healer={healer} />
    </KioskBoundary>
  </StrictMode>,
)
