import '@/styles/base.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { loadCatalogue } from '@/i18n/catalogue'
import { applyDoorTheme } from '@/settings/doorSettings'

import { DoorApp } from './DoorApp'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
applyDoorTheme()
void loadCatalogue(() => import('@/i18n/zhDoor')).then(() =>
  createRoot(root).render(
    <StrictMode>
      <DoorApp />
    </StrictMode>,
  ),
)
// After the first paint: nothing on the page waits for it.
void import('@/offline/register').then(({ registerWorker }) => registerWorker('door'))
