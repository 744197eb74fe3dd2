/** What a screen needs that nobody touches: it stays on, shows no cursor, and does not burn in. */
import { useEffect } from 'react'

import { useWakeLock } from '@/camera/wakeLock'

import { shiftAt } from './shift'

const CURSOR_MS = 3_000
const MINUTE_MS = 60_000

export function useUntouched(): void {
  useWakeLock(true)
  useEffect(hideCursor, [])
  useEffect(moveAbout, [])
}

function hideCursor(): () => void {
  const root = document.documentElement
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    clearTimeout(timer)
    root.classList.remove('kiosk-no-cursor')
    timer = setTimeout(() => root.classList.add('kiosk-no-cursor'), CURSOR_MS)
  }
  window.addEventListener('pointermove', show)
  show()
  return () => {
    clearTimeout(timer)
    window.removeEventListener('pointermove', show)
  }
}

function moveAbout(): () => void {
  const { style } = document.documentElement
  const move = () => {
    const { x, y } = shiftAt(Math.floor(Date.now() / MINUTE_MS))
    style.setProperty('--shift-x', `${x}px`)
    style.setProperty('--shift-y', `${y}px`)
  }
  move()
  const timer = setInterval(move, MINUTE_MS)
  return () => clearInterval(timer)
}
