import { rich } from '@/i18n/rich'
import { t } from '@/i18n/t'
import { useCallback, useEffect, useState } from 'react'

import { useWedgeTaker } from '@/door/wedgeTaker'
import { Icon } from '@/ui/Icon'
import type { Reading } from '@/wedge/wedge'

import { SetupCard } from './SetupCard'
import barsUrl from './testCodeBars.svg'
import qrUrl from './testCodeQr.svg'
import { adviceOf, createEndWatch, type Finding, judge, TEST_CODE, withoutEnd } from './testScan'

/** Shows what a hardware scanner makes of a known code. Whatever it reads on this page is tested, not checked in. */
export function TestScanCard() {
  const [finding, setFinding] = useState<Finding | null>(null)
  useWedgeTaker(useCallback((reading: Reading) => setFinding(judge(reading)), []))

  useEffect(() => {
    const watch = createEndWatch((text) => setFinding(withoutEnd(text)))
    window.addEventListener('keydown', watch.press, { capture: true })
    return () => {
      watch.stop()
      window.removeEventListener('keydown', watch.press, { capture: true })
    }
  }, [])

  return (
    <SetupCard title={t('Test scan')}>
      <p className="muted">
        {t(
          'Scan one of these with your hardware scanner. On this page codes are only tested: nobody is checked in.',
        )}
      </p>
      <div className="test-codes">
        <img src={qrUrl} alt={t('QR code that reads {code}', { code: TEST_CODE })} width={116} height={116} />
        <img
          src={barsUrl}
          alt={t('Bar code that reads {code}', { code: TEST_CODE })}
          width={264}
          height={75}
        />
      </div>
      <div role="status" className="test-finding">
        {finding !== null && (
          <>
            <p className={finding.kind === 'fine' ? 'test-fine' : 'test-warning'}>
              <Icon name={finding.kind === 'fine' ? 'check' : 'warning'} />
              {t(finding.headline)}
            </p>
            <p>{rich('Arrived: {code}', { code: <code>{finding.text}</code> })}</p>
            <p className="muted">{adviceOf(finding)}</p>
          </>
        )}
      </div>
    </SetupCard>
  )
}
