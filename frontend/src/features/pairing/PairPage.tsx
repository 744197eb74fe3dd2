import { t } from '@/i18n/t'
import './pairing.css'

import { useCallback, useEffect, useRef, useState } from 'react'

import type { Failure } from '@/http/result'
import { BrandMark } from '@/ui/BrandMark'
import { LanguageSwitch } from '@/ui/LanguageSwitch'
import { useTitle } from '@/ui/useTitle'

import { CodeEntry } from './CodeEntry'
import { faceOf, pair, type Paired } from './pair'
import { PairingFailed } from './PairingFailed'
import { SignedInHere } from './SignedInHere'

type Step =
  | { at: 'typing' }
  | { at: 'pairing' }
  | { at: 'failed'; code: string; failure: Failure }
  | { at: 'paired'; paired: Paired }

/** Turns this browser into a paired device: by the code in the address, which is sent once, or by one that is typed. */
export function PairPage({ code }: { code: string | null }) {
  useTitle(t('Pair this device'))
  const [step, setStep] = useState<Step>({ at: code === null ? 'typing' : 'pairing' })
  const sent = useRef(false)

  const send = useCallback(async (typed: string) => {
    setStep({ at: 'pairing' })
    const answer = await pair(typed)
    if (!answer.ok) {
      setStep({ at: 'failed', code: typed, failure: answer.failure })
      return
    }
    setStep({ at: 'paired', paired: answer.value })
    if (!answer.value.isUser) window.location.replace(faceOf(answer.value.device))
  }, [])

  useEffect(() => {
    if (code === null || sent.current) return
    sent.current = true
    void send(code)
  }, [code, send])

  return (
    <main className="pairing">
      <div className="pairing-card card">
        <div className="pairing-brand">
          <BrandMark size={36} />
          <h1>{t('Pair this device')}</h1>
        </div>
        {step.at === 'typing' && <CodeEntry onCode={(typed) => void send(typed)} />}
        {step.at === 'pairing' && <p role="status">{t('Pairing this device…')}</p>}
        {step.at === 'failed' && (
          <PairingFailed
            failure={step.failure}
            onAgain={() => void send(step.code)}
            onType={() => setStep({ at: 'typing' })}
          />
        )}
        {step.at === 'paired' && <PairedNow paired={step.paired} />}
        <LanguageSwitch />
      </div>
    </main>
  )
}

function PairedNow({ paired: { device, isUser } }: { paired: Paired }) {
  return (
    <>
      <p role="status" className="pairing-done">
        {t('Paired as {device}.', { device: device.name })}
      </p>
      {isUser ? (
        <SignedInHere device={device} />
      ) : (
        <p className="muted">
          {device.kind === 'scanner' ? t('Opening the door…') : t('Opening the display…')}
        </p>
      )}
    </>
  )
}
