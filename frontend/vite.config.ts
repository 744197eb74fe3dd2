import { readFileSync } from 'node:fs'

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

import { serviceWorker } from './scripts/serviceWorker.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const BEGINNING = /src[\\/]((api|format|http|live|styles)[\\/]|i18n[\\/][a-y]|ui[\\/](Icon|Notice|use))/
const BACKEND = 'http://127.0.0.1:8000'

/** Which of the three pages answers an address; Django's page view draws the same line. */
function faceOf(path: string): string {
  if (/^\/[dj]\//.test(path)) return '/door.html'
  if (path.startsWith('/k/')) return '/kiosk.html'
  return '/live.html'
}

export default defineConfig({
  appType: 'mpa',
  define: { 'import.meta.env.APP_VERSION': JSON.stringify(version) },
  plugins: [
    react(),
    serviceWorker(),
    {
      name: 'headcount-faces',
      configureServer(server) {
        server.middlewares.use((request, _response, next) => {
          const isPage = request.headers.accept?.includes('text/html') ?? false
          if (isPage && request.url) request.url = faceOf(request.url)
          next()
        })
      },
    },
  ],
  resolve: {
    tsconfigPaths: true,
    // wouter asks for it by this name, for Reacts that had none of their own.
    alias: { 'use-sync-external-store/shim/index.js': 'react' },
  },
  server: {
    proxy: {
      '/api': { target: BACKEND },
      '/ws': { target: BACKEND, ws: true },
    },
  },
  build: {
    // A data: address would need a wider Content-Security-Policy for fonts and scripts; keep every asset a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { door: 'door.html', live: 'live.html', kiosk: 'kiosk.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            // What every face begins with; what several load later is not waited for at the start.
            { name: 'shared', test: BEGINNING, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  // The code reader is a module: it imports its decoder, whose WebAssembly stays a file of its own.
  worker: { format: 'es' },
  test: {
    css: { include: [/\?raw$/] },
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 20_000, // the machine may be busy with browsers
    setupFiles: ['src/testing/setup.ts'],
  },
})
