import '@/styles/base.css'
import '@/styles/shell.css'

import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { loadCatalogue } from '@/i18n/catalogue'
import { applyTheme, storedTheme } from '@/ui/theme'

import { LiveApp } from './LiveApp'
import { createQueryClient } from './queryClient'

applyTheme(storedTheme())

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
void loadCatalogue(() => import('@/i18n/zhLive')).then(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <LiveApp />
      </QueryClientProvider>
    </StrictMode>,
  ),
)
