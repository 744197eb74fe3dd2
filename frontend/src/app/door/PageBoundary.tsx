import { t } from '@/i18n/t'
import { Component, type ReactNode } from 'react'

import { Notice } from '@/ui/Notice'

interface PageBoundaryProps {
  children: ReactNode
}

/** A page whose file did not come (no network, and no worker that has stored it) takes nothing down with it. */
export class PageBoundary extends Component<PageBoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <main>
        <Notice icon="warning" title={t('This part of the page could not be loaded')}>
          <p className="muted">{t('Go on scanning, and try it again when there is a network.')}</p>
          <button type="button" className="button" onClick={() => window.location.reload()}>
            {t('Load the page anew')}
          </button>
        </Notice>
      </main>
    )
  }
}
