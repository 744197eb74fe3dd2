import { t } from '@/i18n/t'
import { Component, type ReactNode } from 'react'

import type { Healer } from './healer'
import { KioskMessage } from './KioskMessage'
import { WORDS } from './words'

interface KioskBoundaryProps {
  healer: Healer
  children: ReactNode
}

/** Where the page itself fails, words stand in its place until it is reloaded. */
export class KioskBoundary extends Component<KioskBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown) {
    this.props.healer.failed(error)
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return <KioskMessage title={t(WORDS.startsAgain)} detail={t(WORDS.startsAgainDetail)} />
  }
}
